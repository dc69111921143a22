using LeerId.Core.Tests.DataSubjects;
using LeerId.Requests;

namespace LeerId.Core.Tests.Requests;

/// <summary>Bodies that lack nothing, in the rig of data subjects, where it is 1 September 2026.</summary>
internal static class RequestSamples
{
    public const string Marker = "Wolfraam";
    public const string Editor = "00000005-0000-0000-0000-000000000001";

    public static NewRequest Request(
        RequestKind kind = RequestKind.Access, string receivedOn = "2026-09-01", IdentityCheck check = IdentityCheck.School) => new()
        {
            Kind = kind,
            ReceivedOn = DateOnly.ParseExact(receivedOn, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            Requester = new Requester { Name = $"{Marker} Ouder", Contact = $"{Marker}@voorbeeld.example" },
            Identity = new IdentityEvidence { Check = check, Note = $"{Marker}, gezien op school" },
            Description = $"{Marker} wil weten wat bewaard is.",
        };

    public static NewExtension Extension { get; } = new() { Reason = $"Veel verzoeken van {Marker}." };

    public static NewDecision Granted { get; } = new() { Outcome = DecisionOutcome.Granted, Reason = $"{Marker} is de ouder." };

    public static NewDecision Refused { get; } = new() { Outcome = DecisionOutcome.Refused, Reason = "De persoon is niet bekend." };

    public static NewAnswer Answer(DateTimeOffset sentAt) => new() { SentAt = sentAt, Text = $"brief aan {Marker}", Proof = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln" };

    public static RequestEditor By(int? version = null) => new(Editor, version);

    public static async Task<DataSubjectRequest> RegisterAsync(this DataSubjectRig rig, NewRequest? body = null) =>
        Done(await rig.Get<RequestRegister>().RegisterAsync(body ?? Request(), Editor, repeatable: null, TestContext.Current.CancellationToken));

    public static DataSubjectRequest Done(RequestOutcome outcome) => Assert.IsType<RequestOutcome.Done>(outcome).Request;
}
