using LeerId.Storage;

namespace LeerId.Core.Tests.Storage;

public sealed class RetryBudgetTests
{
    [Fact]
    public void Twenty_retries_are_there_at_the_beginning_and_then_one_for_each_ten_requests()
    {
        RetryBudget budget = new();
        Assert.Equal(20, Take(budget, 100));

        for (int request = 0; request < 35; request++)
            budget.Add();
        Assert.Equal(3, Take(budget, 100));
    }

    [Fact]
    public void More_than_twenty_retries_are_never_saved()
    {
        RetryBudget budget = new();
        for (int request = 0; request < 10_000; request++)
            budget.Add();

        Assert.Equal(20, Take(budget, 100));
    }

    private static int Take(RetryBudget budget, int times) => Enumerable.Range(0, times).Count(_ => budget.TryTake());
}
