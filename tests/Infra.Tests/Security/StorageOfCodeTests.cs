using LeerId.Archive;
using LeerId.Storage;

namespace LeerId.Infra.Tests.Security;

public sealed class StorageOfCodeTests
{
    [Fact]
    public void Queues_are_those_of_the_notices() => Assert.Equal(["dpo-notices", "dpo-notices-poison"], StorageOfCode.Queues.Order(StringComparer.Ordinal));

    [Fact]
    public void Containers_are_those_of_the_archive() => Assert.Equal(["privacy-log", "records"], StorageOfCode.Containers.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_table_but_those_of_the_pupils_and_the_refused_sign_ins_is_archived_in_one_container()
    {
        Assert.Equal([TableName.Students, TableName.SchoolRefusals], ArchiveContainer.NeverArchived);
        Assert.Equal(
            Enum.GetValues<TableName>().Order(),
            ArchiveContainer.All.SelectMany(container => container.Tables).Concat(ArchiveContainer.NeverArchived).Order());
    }
}
