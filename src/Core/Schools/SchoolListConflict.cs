using Azure;

namespace LeerId.Schools;

/// <summary>Recognises storage's errors for a change of an outdated list, and for a repeated change whose first response was lost.</summary>
internal static class SchoolListConflict
{
    private const int NotFound = 404;
    private const int AlreadyExists = 409;
    private const int ConditionNotMet = 412;

    public static bool Is(RequestFailedException exception) =>
        exception.Status is AlreadyExists or ConditionNotMet || (exception.Status == NotFound && exception.ErrorCode != "TableNotFound");
}
