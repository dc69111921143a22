using LeerId.DataSubjects;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Core.Tests.DataSubjects;

/// <summary>The rows that an erasure deletes, and the proof that it keeps.</summary>
public sealed class StudentErasureTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("leer_id_uuid")]
    [InlineData("present account")]
    [InlineData("old account")]
    public async Task Erasure_deletes_exactly_the_data_under_every_key_of_the_pupil(string by)
    {
        string storage = azurite.NewAccount();
        using DataSubjectRig before = new(storage, ("Secrets:student-key", DataSubjectRig.FormerKey));
        using DataSubjectRig rig = new(storage, ("Secrets:student-key:previous", DataSubjectRig.FormerKey));
        StudentKey[] keys =
        [
            await before.SignInAsync(DataSubjectRig.Identified(1, 11)),
            await before.SignInAsync(DataSubjectRig.Temporary(12)),
            await rig.SignInAsync(DataSubjectRig.Temporary(12)),
            await rig.SignInAsync(DataSubjectRig.Temporary(13)),
            await rig.SignInAsync(DataSubjectRig.Identified(1, 11, history: [12, 13]), removesSuperseded: false),
        ];
        await before.SignInAsync(DataSubjectRig.Temporary(12));
        StudentKey other = await rig.SignInAsync(DataSubjectRig.Identified(2, 21, history: [22]));
        Assert.Equal(5, keys.Distinct().Count());

        ErasureProof proof = await rig.EraseAsync(by switch
        {
            "present account" => DataSubjectRig.ByAccount(11),
            "old account" => DataSubjectRig.ByAccount(13),
            _ => DataSubjectRig.By(DataSubjectRig.Identified(1, 11)),
        });

        Assert.Equal((5, true), (proof.Deleted, proof.IsAbsent));
        foreach (StudentKey key in keys)
            Assert.Null(await rig.FindAsync(key));
        Assert.NotNull(await rig.FindAsync(other));
        RunRecord run = Assert.Single(await rig.RunsAsync());
        Assert.Equal((5L, true), (run.Deleted, run.Succeeded));
        PrivacyLogEntry entry = Assert.Single(await rig.EntriesAsync("student-erasure"));
        Assert.Equal((keys[4], "dossier 2026-114", "dpo"), (entry.Student, entry.Purpose, entry.Role));
    }

    [Fact]
    public async Task Pupil_without_INSZ_is_erased_by_the_account()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.SignInAsync(DataSubjectRig.Temporary(31));

        Assert.Equal(1, (await rig.EraseAsync(DataSubjectRig.ByAccount(31))).Deleted);
        Assert.Null(await rig.FindAsync(key));
    }

    [Fact]
    public async Task Second_erasure_deletes_nothing_and_has_a_proof_too()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        Student pupil = DataSubjectRig.Identified(1, 11);
        await rig.SignInAsync(pupil);

        ErasureProof first = await rig.EraseAsync(DataSubjectRig.By(pupil)), second = await rig.EraseAsync(DataSubjectRig.By(pupil));

        Assert.Equal((1, true), (first.Deleted, first.IsAbsent));
        Assert.Equal((0, true), (second.Deleted, second.IsAbsent));
        Assert.NotEqual(first.LogEntry, second.LogEntry);
        // Afterwards the account leads to no snapshot either.
        Assert.Equal(0, (await rig.EraseAsync(DataSubjectRig.ByAccount(11))).Deleted);
    }

    [Fact]
    public async Task Snapshot_that_was_cached_as_absent_is_deleted_too()
    {
        string storage = azurite.NewAccount();
        using DataSubjectRig rig = new(storage), elsewhere = new(storage);
        // This instance caches for an hour that the account has no snapshot. Meanwhile another instance stores one.
        await rig.SignInAsync(DataSubjectRig.Identified(1, 11, history: [12]));
        StudentKey account = await elsewhere.SignInAsync(DataSubjectRig.Temporary(12));
        await rig.SignInAsync(DataSubjectRig.Identified(1, 11, history: [12]));
        Assert.NotNull(await rig.FindAsync(account));

        Assert.Equal(2, (await rig.EraseAsync(DataSubjectRig.By(DataSubjectRig.Identified(1, 11)))).Deleted);
        Assert.Null(await rig.FindAsync(account));
    }

    [Fact]
    public async Task Sign_in_after_an_erasure_stores_a_new_snapshot()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        await rig.SignInAsync(DataSubjectRig.Identified(1, 11, history: [12]));
        await rig.EraseAsync(DataSubjectRig.ByAccount(12));
        StudentKey account = await rig.SignInAsync(DataSubjectRig.Temporary(12));
        Assert.NotNull(await rig.FindAsync(account));
        await rig.SignInAsync(DataSubjectRig.Identified(1, 11, history: [12]));
        Assert.Null(await rig.FindAsync(account));
    }

    [Fact]
    public async Task Proof_is_signed_with_the_seal_key_and_names_nobody()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        Student pupil = DataSubjectRig.Identified(1, 11, history: [12]);
        StudentKey key = await rig.SignInAsync(pupil);

        ErasureProof proof = await rig.EraseAsync(DataSubjectRig.By(pupil));

        using System.Security.Cryptography.ECDsa seal = System.Security.Cryptography.ECDsa.Create();
        seal.ImportFromPem(rig.SealKey);
        TokenValidationResult result = await new JsonWebTokenHandler().ValidateTokenAsync(proof.Proof, new TokenValidationParameters
        {
            ValidIssuer = "erase-student",
            ValidAudience = "data-subject",
            ValidTypes = ["erasure-proof+jwt"],
            ValidAlgorithms = ["ES256"],
            IssuerSigningKey = new ECDsaSecurityKey(seal),
            LifetimeValidator = (_, _, _, _) => true,
        });
        Assert.True(result.IsValid);
        JsonWebToken token = (JsonWebToken)result.SecurityToken;
        Assert.Equal(
            ["absent", "aud", "deleted", "erased_at", "iat", "iss", "log_day", "log_entry", "read_at", "sub"],
            token.Claims.Select(claim => claim.Type).Order());
        Assert.Equal(key.ToString(), token.Subject);
        Assert.Equal((1, true), (token.GetPayloadValue<int>("deleted"), token.GetPayloadValue<bool>("absent")));
        Assert.Equal("2026-09-01T06:30:00Z", token.GetPayloadValue<string>("read_at"));
        Assert.Equal((proof.LogEntry, "2026-09-01"), (token.GetPayloadValue<string>("log_entry"), token.GetPayloadValue<string>("log_day")));
        string everything = Base64UrlEncoder.Decode(token.EncodedPayload) + proof;
        foreach (Guid uuid in new[] { pupil.LeerIdUuid!.Value, pupil.AccountUuid!.Value, pupil.HistoriekAccountUuid[0] })
            Assert.False(everything.Contains(uuid.ToString(), StringComparison.OrdinalIgnoreCase), "The proof contains a uuid.");
        Assert.DoesNotContain("Proef", everything, StringComparison.Ordinal);

        // The proof is not a valid seal, although both use the same key.
        Assert.False(await rig.Get<SealKeys>().IsSignedAsync(proof.Proof, Cancel));
    }

    [Fact]
    public async Task Entry_the_proof_names_is_in_the_seal_of_its_day()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        Student pupil = DataSubjectRig.Identified(1, 11);
        await rig.SignInAsync(pupil);
        ErasureProof proof = await rig.EraseAsync(DataSubjectRig.By(pupil));
        rig.Clock.Advance(TimeSpan.FromDays(1));
        await rig.Get<DailySeal>().RunAsync(Cancel);

        SealVerifier verifier = rig.Get<SealVerifier>();
        InclusionProof? inclusion = await verifier.ProveAsync(
            proof.LogDay, Ulid.Parse(proof.LogEntry, System.Globalization.CultureInfo.InvariantCulture), Cancel);
        DayVerdict verdict = Assert.Single(await verifier.VerifyAsync(proof.LogDay, proof.LogDay, Cancel).ToListAsync(Cancel));

        Assert.NotNull(inclusion);
        Assert.True(inclusion.LeadsTo(verdict.Root!));
    }

    [Fact]
    public async Task Request_that_names_nobody_is_refused()
    {
        using DataSubjectRig rig = new("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://127.0.0.1:9");
        StudentErasureOutcome outcome = await rig.Erasure.EraseAsync(new StudentRequest(), DataSubjectRig.Officer, Cancel);
        Assert.Equal("leerIdUuid", Assert.Single(Assert.IsType<StudentErasureOutcome.Invalid>(outcome).Faults).Field);
    }
}
