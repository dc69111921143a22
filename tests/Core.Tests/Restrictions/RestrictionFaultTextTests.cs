using LeerId.Core.Tests.DataSubjects;
using LeerId.DataSubjects;
using LeerId.Restrictions;
using LeerId.Testing;

namespace LeerId.Core.Tests.Restrictions;

/// <summary>Every fault of a restriction in Dutch, as the staff console shows it after the name of the field.</summary>
public sealed class RestrictionFaultTextTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Faults_of_a_restriction_to_place()
    {
        using RestrictionRig rig = new(azurite.NewAccount());

        Assert.Equal(
            [
                ("ground", "is niet gekozen"),
                ("reviewOn", "is niet ingevuld"),
                ("leerIdUuid", "is niet ingevuld, en de Account_uuid ook niet: vul een van beide in"),
            ],
            await PlaceAsync(new RestrictionRequest()));
        Assert.Equal(
            [
                ("ground", "kan nog geen ingewilligd bezwaar zijn: plaats eerst het bezwaar, en willig het daarna in"),
                ("request", "moet het nummer van een verzoek in het register zijn (26 letters en cijfers), of leeg blijven"),
                ("reviewOn", "moet na vandaag liggen"),
                ("accountUuid", "is ingevuld, en de Leer_id_uuid ook: vul een van beide in"),
            ],
            await PlaceAsync(new RestrictionRequest
            {
                LeerIdUuid = DataSubjectRig.LeerId(1).ToString(),
                AccountUuid = DataSubjectRig.Account(1).ToString(),
                Ground = RestrictionGround.ObjectionUpheld,
                Request = "VRAAG 1",
                ReviewOn = new DateOnly(2026, 9, 1),
            }));

        async Task<IEnumerable<(string, string)>> PlaceAsync(RestrictionRequest request) =>
            Texts(await rig.Restrictions.PlaceAsync(request, RestrictionRig.Privacy, repeatable: null, Cancel));
    }

    [Fact]
    public async Task Faults_of_a_lifting()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        string id = (await rig.PlaceAsync(DataSubjectRig.Identified(1, 11))).Id;

        Assert.Equal(
            [
                ("toldAt", "is niet ingevuld: laat het de betrokkene weten vóór u opheft (AVG, artikel 18, lid 3)"),
                ("reason", "is niet ingevuld"),
            ],
            await LiftAsync(null, null));
        Assert.Equal(
            [
                ("toldAt", "ligt in de toekomst: laat het de betrokkene weten vóór u opheft (AVG, artikel 18, lid 3)"),
                ("reason", "heeft meer dan 1.000 tekens"),
            ],
            await LiftAsync(DataSubjectRig.Now.AddSeconds(1), new string('x', 1001)));
        Assert.Equal(
            [
                ("toldAt", "ligt vóór het moment waarop de beperking geplaatst werd"),
                ("reason", "bevat een uuid: laat die weg, want de reden staat nog jaren naast de code van de leerling"),
            ],
            await LiftAsync(DataSubjectRig.Now.AddSeconds(-1), $"Van {DataSubjectRig.LeerId(1)}"));

        async Task<IEnumerable<(string, string)>> LiftAsync(DateTimeOffset? toldAt, string? reason) => Texts(await rig.Restrictions.LiftAsync(
            id, new RestrictionLiftRequest { ToldAt = toldAt, Reason = reason }, RestrictionRig.Privacy, Cancel));
    }

    private static IEnumerable<(string, string)> Texts(RestrictionOutcome outcome) =>
        Assert.IsType<RestrictionOutcome.Invalid>(outcome).Faults.Select(fault => (fault.Field, fault.Dutch));
}
