using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;

namespace LeerId.Pages.Pupils;

/// <summary>
/// The languages of the refusal pages and of the page that asks to wait. Dutch always comes first. A language without a review by a native
/// speaker is offered only in Development.
/// </summary>
internal static partial class PupilLanguages
{
    private const string DutchCode = "nl";

    // Browsers send only a few languages. A longer header is not from a browser.
    private const int MaximumHeaderLength = 300;

    // The languages for which browsers ask, with the file of each. Dari is a form of Persian, and browsers call it fa, fa-AF or prs.
    private static readonly Dictionary<string, string> Files = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ar"] = "ar",
        ["de"] = "de",
        ["en"] = "en",
        ["es"] = "es",
        ["fa"] = "fa-AF",
        ["fr"] = "fr",
        ["pl"] = "pl",
        ["prs"] = "fa-AF",
        ["ps"] = "ps",
        ["ro"] = "ro",
        ["tr"] = "tr",
        ["uk"] = "uk",
    };

    private static readonly ConcurrentDictionary<string, PupilLanguage> Read = new(StringComparer.Ordinal);

    /// <summary>The texts in Dutch.</summary>
    public static PupilLanguage Dutch => Of(DutchCode);

    /// <summary>The names of the files, except the Dutch one.</summary>
    public static IEnumerable<string> Others => Files.Values.Distinct().Order(StringComparer.Ordinal);

    /// <summary>The texts in the language of a file.</summary>
    public static PupilLanguage Of(string file) => Read.GetOrAdd(
        file, static name => JsonSerializer.Deserialize(PageResource.Read($"Pupils.Languages.{name}.json"), LanguageJson.Default.PupilLanguage)!);

    /// <summary>
    /// The browser's preferred language among those that have texts; null if Dutch is sufficient. The first known language in the header
    /// decides.
    /// </summary>
    /// <param name="acceptLanguage">The header Accept-Language (RFC 9110, section 12.5.4); null or empty if the browser sent none.</param>
    /// <param name="includesUnreviewed">Whether to include languages that no native speaker has reviewed.</param>
    public static PupilLanguage? Preferred(string? acceptLanguage, bool includesUnreviewed)
    {
        if (string.IsNullOrEmpty(acceptLanguage) || acceptLanguage.Length > MaximumHeaderLength
            || !StringWithQualityHeaderValue.TryParseList([acceptLanguage], out IList<StringWithQualityHeaderValue>? asked))
            return null;
        IEnumerable<StringWithQualityHeaderValue> preferred = asked.Where(language => language.Quality is not 0);
        foreach (StringWithQualityHeaderValue language in preferred.OrderByDescending(language => language.Quality ?? 1))
        {
            string primary = language.Value.ToString().Split('-')[0];
            if (primary.Equals(DutchCode, StringComparison.OrdinalIgnoreCase))
                return null;
            if (Files.TryGetValue(primary, out string? file) && Of(file) is var found && (includesUnreviewed || found.ReviewedOn is not null))
                return found;
        }

        return null;
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
    [JsonSerializable(typeof(PupilLanguage))]
    private sealed partial class LanguageJson : JsonSerializerContext;
}
