using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Settings;

/// <summary>The committed schema matches the options, and the sample is valid under the schema.</summary>
public sealed class SchemaTests
{
    private const string WriteVariable = "WRITE_SETTINGS_SCHEMA";

    [Fact]
    public void Committed_schema_is_that_of_the_options()
    {
        string path = Path.Combine(BicepFolder.Repository, SettingsSchema.FileName);
        if (Environment.GetEnvironmentVariable(WriteVariable) is { Length: > 0 })
            File.WriteAllText(path, SettingsSchema.ToText());
        string committed = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(
            committed == SettingsSchema.ToText(),
            $"{SettingsSchema.FileName} differs from the options. Write it anew: "
            + $"{WriteVariable}=1 dotnet test tests/Infra.Tests --filter FullyQualifiedName~SchemaTests");
    }

    [Fact]
    public void Sample_names_the_schema_and_keeps_to_it()
    {
        Assert.Equal($"./{SettingsSchema.FileName}", Sample()["$schema"]!.GetValue<string>());
        Assert.Empty(Faults(Values()));
    }

    [Theory]
    [InlineData("Acm__Isuer", "https://acm.example/op", "Acm__Isuer is not in the schema")]
    [InlineData("Acm__Issuer", null, "Acm__Issuer is missing")]
    [InlineData("AzureWebJobsStorage", null, "AzureWebJobsStorage is missing")]
    [InlineData("Register__Provider__Name", null, "Register__Provider__Name is missing")]
    [InlineData("Retention__Schedule", null, "Retention__Schedule is missing")]
    [InlineData("Acm__ClientId", "", "Acm__ClientId is empty")]
    [InlineData("Staff__Roles__Dpo", "", "Staff__Roles__Dpo is empty")]
    [InlineData("Acm__ClientAuthentication", "Password", "Acm__ClientAuthentication has another value")]
    [InlineData("Acm__Scopes", "profile", "Acm__Scopes has another form")]
    [InlineData("Disclosures__WaitingDays", "61", "Disclosures__WaitingDays has another form")]
    [InlineData("Register__Processors__0__Nmae", "x", "Register__Processors__0__Nmae is not in the schema")]
    [InlineData("Applications__1__RedirectUri", "https://app.example/", "Applications__1__RedirectUri is not in the schema")]
    [InlineData("Applications__Capacity", "4", "Applications__Capacity is not in the schema")]
    [InlineData("Acm__Prompt", "none", "Acm__Prompt has another value")]
    public void Schema_reports_faults(string key, string? value, string expected)
    {
        JsonObject values = Values();
        if (value is null)
            values.Remove(key);
        else
            values[key] = value;
        Assert.Equal([expected], Faults(values));
    }

    [Theory]
    [InlineData("Retention__Period")]
    [InlineData("Acm__Claims__GivenName")]
    [InlineData("Smtp__User")]
    public void Setting_with_a_default_can_be_left_out(string key)
    {
        JsonObject values = Values();
        Assert.True(values.Remove(key));
        Assert.Empty(Faults(values));
    }

    [Theory]
    [InlineData("Register__Processors__cloud__Name")]
    [InlineData("Register__OrganisationalMeasures__1")]
    [InlineData("Applications__1__ClientId")]
    [InlineData("Applications__1__RedirectUris__1")]
    [InlineData("AzureWebJobs.SweepRetention.Disabled")]
    [InlineData("Secrets__student-key")]
    public void Entries_of_lists_and_settings_of_the_host_can_be_added(string key)
    {
        JsonObject values = Values();
        values[key] = "x";
        Assert.Empty(Faults(values));
    }

    private static JsonObject Sample() => JsonNode.Parse(File.ReadAllText(Path.Combine(BicepFolder.Repository, "local.settings.sample.json")))!.AsObject();

    private static JsonObject Values() => Sample()["Values"]!.AsObject();

    private static IEnumerable<string> Faults(JsonObject values)
    {
        JsonObject schema = SettingsSchema.Generate()["properties"]!["Values"]!.AsObject();
        JsonObject properties = schema["properties"]!.AsObject(), patterns = schema["patternProperties"]!.AsObject();
        foreach (JsonNode? name in schema["required"]!.AsArray())
            if (!values.ContainsKey(name!.ToString()))
                yield return $"{name} is missing";
        foreach ((string key, JsonNode? value) in values)
        {
            JsonNode? setting = properties[key] ?? patterns.FirstOrDefault(pattern => Regex.IsMatch(key, pattern.Key)).Value;
            string text = value!.GetValue<string>();
            if (setting is null)
                yield return $"{key} is not in the schema";
            else if (text.Length < (setting["minLength"]?.GetValue<int>() ?? 0))
                yield return $"{key} is empty";
            else if (setting["enum"] is JsonArray allowed && !allowed.Any(one => one!.ToString() == text))
                yield return $"{key} has another value";
            else if (setting["pattern"] is { } pattern && !Regex.IsMatch(text, pattern.ToString()))
                yield return $"{key} has another form";
        }
    }
}
