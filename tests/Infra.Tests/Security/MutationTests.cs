using LeerId.Infra.Tests.Bicep;
using Xunit.Sdk;

namespace LeerId.Infra.Tests.Security;

/// <summary>Each mutation, applied to a copy of the files, makes its rule fail.</summary>
public sealed class MutationTests(BicepServers bicep)
{
    // Compiling takes a second or two, so mutations that break only one rule are compiled together.
    private const int AtOnce = 16;

    [Fact]
    public void Every_rule_has_a_mutation() =>
        Assert.Equal(
            DeploymentRule.All.Select(rule => rule.Sentence).Order(StringComparer.Ordinal),
            Mutation.All.Select(mutation => mutation.Sentence).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public Task Mutations_make_their_rules_fail_and_no_other() => AreNoticedAsync(
        Mutation.All.Where(mutation => !mutation.IsWide).Chunk(AtOnce).Concat(Mutation.All.Where(mutation => mutation.IsWide).Chunk(1)));

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public Task A_mutation_alone_makes_its_rule_fail() => AreNoticedAsync(Mutation.All.Chunk(1));

    private async Task AreNoticedAsync(IEnumerable<Mutation[]> batches)
    {
        string[][] faults = await Task.WhenAll(batches.Select(FaultsAsync));
        string[] all = [.. faults.SelectMany(fault => fault)];
        Assert.True(all.Length == 0, string.Join(Environment.NewLine, all));
    }

    private async Task<string[]> FaultsAsync(Mutation[] mutations)
    {
        using BicepFolder folder = new();
        foreach (Mutation mutation in mutations)
            folder.Replace(mutation.File, mutation.Text, mutation.Worse);
        Deployment worse = await bicep.DeploymentAsync(folder.Path, "prod");

        string[] mutated = [.. mutations.Select(mutation => mutation.Sentence)];
        string[] failed = [.. DeploymentRule.All.Where(rule => Fails(rule, worse)).Select(rule => rule.Sentence)];
        return
        [
            .. mutated.Except(failed).Select(sentence => $"Not noticed: {sentence}"),
            .. failed.Except(mutated).Where(_ => !mutations[0].IsWide).Select(sentence => $"Fails too: {sentence}, with {mutations[0]}"),
        ];
    }

    private static bool Fails(DeploymentRule rule, Deployment deployment) => Record.Exception(() => rule.Check(deployment)) switch
    {
        null => false,
        IAssertionException => true,
        Exception fault => throw new InvalidOperationException($"The check of '{rule.Sentence}' broke.", fault),
    };
}
