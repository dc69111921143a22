namespace LeerId;

/// <summary>x</summary>
public static class Placeholder;
