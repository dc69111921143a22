using Azure.Data.Tables;
using LeerId.DataSubjects;
using LeerId.Functions.Notices;
using LeerId.Functions.Secrets;
using LeerId.Notices;
using LeerId.Staff;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using MimeKit.Cryptography;

namespace LeerId.Functions.Tests.Notices;

/// <summary>A notice about one pupil by mail: it is encrypted for DOV's officer, and its details are deleted after delivery.</summary>
public sealed class PupilNoticeTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Never = "0 0 0 1 1 *";
    private const string Aes256Cbc = "2.16.840.1.101.3.4.1.42";

    private static readonly Guid Pupil = ScriptedAcm.LeerId(1);
    private static readonly StaffCaller Privacy = new("00000005-0000-0000-0000-000000000001", StaffRole.Privacy, "dossier 2026-120");

    private readonly string _storage = azurite.NewAccount();
    private readonly DpoKey _key = new(SignInRig.NewClock().GetUtcNow().AddDays(-1), SignInRig.NewClock().GetUtcNow().AddDays(30));
    private ScriptedMailServer? _mail;
    private NoticeRig? _rig;

    private ScriptedMailServer Mail => _mail!;

    private NoticeRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mail = await ScriptedMailServer.StartAsync();
        _rig = await NoticeRig.StartAsync(
            _storage, _mail.Port, ("Dpo:DovCertificate", _key.Base64), ("Notices:DeadlineSchedule", Never), ("Notices:RequeueSchedule", Never));
    }

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_mail is not null)
            await _mail.DisposeAsync();
        _key.Dispose();
    }

    [Fact]
    public async Task DOV_alone_gets_the_uuid_encrypted_and_the_row_keeps_neither_it_nor_the_ciphertext()
    {
        NoticeReference reference = await ReportAsync();
        await Rig.UntilAsync(reference, NoticeState.Sent);

        IReadOnlyList<ReceivedMail> mails = await Mail.MailsAsync();
        ReceivedMail toDov = Assert.Single(mails, mail => mail.To.Contains(NoticeRig.Dov)), toProvider = Assert.Single(mails, mail => mail != toDov);
        Assert.Equal($"Melding: {reference.Number}\nLeer_id_uuid: {Pupil}\n", _key.Decrypt(toDov.Message, Cancel));
        ApplicationPkcs7Mime part = DpoKey.PartOf(toDov.Message)!;
        Assert.Equal((SecureMimeType.EnvelopedData, "smime.p7m"), (part.SecureMimeType, part.FileName));
        Assert.Equal(Aes256Cbc, Algorithm(part));
        Assert.Contains("smime.p7m", toDov.Text, StringComparison.Ordinal);
        Assert.Null(DpoKey.PartOf(toProvider.Message));
        foreach (ReceivedMail mail in mails)
        {
            Assert.Contains(reference.Number, mail.Text, StringComparison.Ordinal);
            Assert.False(UuidSearch.IsIn(mail.Raw, Pupil));
        }

        TableEntity row = await RowAsync(reference);
        Assert.Equal("", row.GetString("EncryptedIdentity"));
        AssertWithoutUuid(row);
        Assert.Equal(PupilIdentityRoute.Encrypted, (await Rig.FindAsync(reference)).PupilIdentity);
    }

    [Fact]
    public async Task Ciphertext_is_kept_only_until_its_delivery_to_DOV()
    {
        await Mail.RefuseAsync(NoticeRig.Dov, NoticeRig.Provider);
        NoticeReference reference = await ReportAsync();
        await Rig.UntilAsync(reference, NoticeState.Undelivered);
        AssertWithoutUuid(await RowAsync(reference));
        Assert.NotEmpty((await RowAsync(reference)).GetString("EncryptedIdentity"));

        await Mail.RefuseAsync(NoticeRig.Provider);
        Assert.True(await Rig.FireAsync(nameof(RequeueNotices)));
        await Eventually.TrueAsync(
            "DOV has it", async () => (await Rig.FindAsync(reference)).SentAt[NoticeRecipient.Dov] is not null, Cancel);
        Assert.Equal("", (await RowAsync(reference)).GetString("EncryptedIdentity"));
        await Rig.UntilAsync(reference, NoticeState.Undelivered);

        await Mail.RefuseAsync();
        Assert.True(await Rig.FireAsync(nameof(RequeueNotices)));
        await Rig.UntilAsync(reference, NoticeState.Sent);
        ReceivedMail toDov = Assert.Single(await Mail.MailsAsync(), mail => mail.To.Contains(NoticeRig.Dov));
        Assert.Contains($"{Pupil}", _key.Decrypt(toDov.Message, Cancel), StringComparison.Ordinal);
        ReceivedMail toProvider = Assert.Single(await Mail.MailsAsync(), mail => mail.To.Contains(NoticeRig.Provider));
        Assert.Contains("krijgt de uuid versleuteld", toProvider.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_certificate_has_expired_the_mail_says_how_to_ask_by_telephone()
    {
        Rig.Clock.Advance(TimeSpan.FromDays(31));
        NoticeReference reference = await ReportAsync();
        await Rig.UntilAsync(reference, NoticeState.Sent);

        ReceivedMail toDov = Assert.Single(await Mail.MailsAsync(), mail => mail.To.Contains(NoticeRig.Dov));
        Assert.Null(DpoKey.PartOf(toDov.Message));
        Assert.Contains("telefonisch aan de functionaris van de dienstenleverancier, met het nummer", toDov.Text, StringComparison.Ordinal);
        Assert.Contains("+32 2 555 01 01", toDov.Text, StringComparison.Ordinal);
        Assert.False(UuidSearch.IsIn(toDov.Raw, Pupil));
        AssertWithoutUuid(await RowAsync(reference));
        // The nightly check of the secrets logs this, and an alert watches that event.
        Assert.True(await Rig.FireAsync(nameof(CheckSecrets)));
        Assert.Contains(Rig.Logs.Entries, entry => entry.EventId.Id == 4031);
    }

    [Fact]
    public async Task Report_of_DOV_goes_to_the_own_officer_alone_and_so_does_its_supplement()
    {
        NoticeReference reference = await ReportAsync(QualitySource.Dov);
        await Rig.UntilAsync(reference, NoticeState.Sent);
        NoticeReference supplement = Assert.IsType<NoticeOutcome.Registered>(
            await Rig.Register.SupplementAsync(reference, "Nagekeken.", "staff", request: null, Cancel)).Reference;
        await Rig.UntilAsync(supplement, NoticeState.Sent);

        IReadOnlyList<ReceivedMail> mails = await Mail.MailsAsync();
        Assert.All(mails, mail => Assert.Equal(NoticeRig.Provider, Assert.Single(mail.To)));
        Assert.Equal(
            [
                $"Aanvulling 1 bij gegevenskwaliteit {reference.Number}: onmiddellijk te behandelen",
                $"Gegevenskwaliteit {reference.Number}: gemeld door DOV, onmiddellijk te behandelen",
            ],
            mails.Select(mail => mail.Message.Subject).Order(StringComparer.Ordinal));
    }

    private static string Algorithm(ApplicationPkcs7Mime part)
    {
        using MemoryStream content = new();
        part.Content!.DecodeTo(content, Cancel);
        System.Security.Cryptography.Pkcs.EnvelopedCms cms = new();
        cms.Decode(content.ToArray());
        return cms.ContentEncryptionAlgorithm.Oid.Value!;
    }

    private async Task<NoticeReference> ReportAsync(QualitySource? source = null)
    {
        StudentQualityOutcome outcome = await Rig.Rig.Host.Services.GetRequiredService<StudentQualityReports>().ReportAsync(
            new StudentQualityReport
            {
                LeerIdUuid = Pupil.ToString(),
                FoundAt = Rig.Clock.GetUtcNow(),
                Data = "Voornaam",
                Problem = "De voornaam is verkeerd gespeld.",
                Source = source,
            },
            Privacy, request: null, Cancel);
        return Assert.IsType<NoticeOutcome.Registered>(Assert.IsType<StudentQualityOutcome.Ended>(outcome).Notice).Reference;
    }

    private async Task<TableEntity> RowAsync(NoticeReference reference) =>
        await new TableClient(_storage, "Notices").GetEntityAsync<TableEntity>("quality", reference.Number, cancellationToken: Cancel);

    private static void AssertWithoutUuid(TableEntity row)
    {
        foreach ((string name, object? value) in row)
            Assert.False(UuidSearch.IsIn(value, Pupil), $"The column {name} holds the uuid.");
    }
}
