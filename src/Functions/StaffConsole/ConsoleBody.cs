using Microsoft.AspNetCore.Http.Features;

namespace LeerId.Functions.StaffConsole;

/// <summary>Reads the forms that are posted to the staff console, within a size and in memory.</summary>
internal static class ConsoleBody
{
    private const int MaximumFields = 2048;

    /// <summary>The form; null if the body is not a form or is larger than the maximum, in bytes.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpRequest request, int maximum)
    {
        HttpContext context = request.HttpContext;
        if (!request.HasFormContentType || request.ContentLength > maximum)
            return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = maximum;
        context.Features.Set<IFormFeature>(new FormFeature(request, new FormOptions
        {
            BufferBody = false,
            MemoryBufferThreshold = maximum,
            BufferBodyLengthLimit = maximum,
            MultipartBodyLengthLimit = maximum,
            ValueLengthLimit = maximum,
            ValueCountLimit = MaximumFields,
        }));
        try
        {
            return await request.ReadFormAsync(context.RequestAborted);
        }
        // The form is too large, has too many fields, or ends before its last part does.
        catch (Exception exception) when (exception is IOException or InvalidDataException && !context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }
}
