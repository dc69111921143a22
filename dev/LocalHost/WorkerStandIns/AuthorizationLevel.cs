namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key a caller of an HTTP function must show. Stand-in for the worker's own.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}
