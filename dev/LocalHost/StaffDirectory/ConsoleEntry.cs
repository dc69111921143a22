namespace LeerId.LocalHost.StaffDirectory;

/// <summary>Signs in the person who was chosen on the start page, and opens the staff console.</summary>
internal sealed class ConsoleEntry(ConsoleRegistration console, DirectorySessions sessions)
{
    public const string Path = $"/{DirectoryEndpoints.Path}/console";
    public const string PersonField = "person";

    public async Task<IResult> OpenAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        IFormCollection form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (DirectoryPerson.Find(form[PersonField]) is not { } person)
            return Results.NotFound();

        sessions.Start(http, person);
        http.Response.Headers.Location = console.SignInAddress;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
