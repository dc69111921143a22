using LeerId.LocalHost.StartPage;

namespace LeerId.LocalHost.PupilClass;

internal static class ClassEndpoint
{
    public const string Path = "/dev/class";

    public static void Map(WebApplication app) => app.MapPost(Path, SignInAsync).RequireSameOrigin();

    private static async Task<IResult> SignInAsync(HttpContext context, ClassSignIn signIn, CancellationToken cancellationToken)
    {
        if (!signIn.IsPossible)
            return Results.NotFound();
        await signIn.RunAsync(cancellationToken);
        return StartPageEndpoints.Return(context, ClassSection.Heading);
    }
}
