using System.Text;

namespace LeerId.Pages;

/// <summary>A page as it goes to the browser. It can hold the hand-off token or a pupil's data: it is sent, and never logged or printed.</summary>
public sealed class Page
{
    /// <summary>A page of one piece.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="html">The document.</param>
    /// <param name="headers">The headers that go with it.</param>
    public Page(int status, string html, IReadOnlyDictionary<string, string> headers)
        : this(status, [Encoding.UTF8.GetBytes(html)], headers)
    {
    }

    internal Page(int status, IReadOnlyList<ReadOnlyMemory<byte>> parts, IReadOnlyDictionary<string, string> headers)
    {
        Status = status;
        Parts = parts;
        Headers = headers;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The headers that go with it.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The document in UTF-8, in pieces: what is the same for everybody is made once and not copied for each.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Parts { get; }

    /// <summary>The document.</summary>
    public string Html => string.Concat(Parts.Select(part => Encoding.UTF8.GetString(part.Span)));
}
