using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeerId.Text;

/// <summary>A value in a request of staff that is missing or not allowed.</summary>
/// <param name="Field">The member of the body or the parameter, with its name in the request.</param>
/// <param name="Fault">The fault in English, without the value: the rest of a sentence that begins with the name of the field.</param>
/// <param name="Dutch">The same in Dutch, for the staff console: the rest of a sentence that begins with the name of the field. It is not in the JSON.</param>
public sealed record FieldFault(string Field, string Fault, [property: JsonIgnore] string Dutch)
{
    /// <summary>A fault of the JSON member of a property.</summary>
    /// <param name="property">The name of the property in C#.</param>
    /// <param name="fault">The fault in English, without the value.</param>
    /// <param name="dutch">The same in Dutch.</param>
    public static FieldFault Of(string property, string fault, string dutch) => new(JsonNamingPolicy.CamelCase.ConvertName(property), fault, dutch);
}
