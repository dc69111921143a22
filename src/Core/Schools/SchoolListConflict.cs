using Azure;

namespace LeerId.Schools;

/// <summary>What storage answers to a change of a list that is not as it was, and to one made before whose answer was lost.</summary>
internal static class SchoolListConflict
{
    private const int NotFound = 404;
    private const int AlreadyExists = 409;
    private const int ConditionNotMet = 412;

    public static bool Is(RequestFailedException exception) =>
        exception.Status is AlreadyExists or ConditionNotMet || (exception.Status == NotFound && exception.ErrorCode != "TableNotFound");
}
