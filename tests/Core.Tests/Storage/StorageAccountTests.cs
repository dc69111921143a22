using LeerId.Storage;
using Microsoft.Extensions.Configuration;

namespace LeerId.Core.Tests.Storage;

public sealed class StorageAccountTests
{
    [Theory]
    [InlineData("", "UseDevelopmentStorage=true", true)]
    [InlineData("", "AccountName=account", false)]
    [InlineData(":accountName", "account", true)]
    [InlineData(":accountName", "not an account", false)]
    [InlineData(":tableServiceUri", "https://account.table.core.windows.net", true)]
    [InlineData(":tableServiceUri", "account.table.core.windows.net", false)]
    [InlineData(":blobServiceUri", "https://account.blob.core.windows.net", false)]
    [InlineData(":clientId", "3c9b0a52-53c4-4c2e-9a8c-0d8d4f6a1b11", false)]
    public void Account_can_be_used_when_its_setting_has_the_form_of_one(string setting, string value, bool isUsable)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new(StorageAccount.Students + setting, value)])
            .Build();
        Assert.Equal(isUsable, StorageAccount.IsUsable(configuration, StorageAccount.Students));
    }

    [Theory]
    [InlineData(":blobServiceUri", "https://account.blob.core.windows.net", true)]
    [InlineData(":tableServiceUri", "https://account.table.core.windows.net", false)]
    public void Archive_needs_an_address_of_blobs(string setting, string value, bool isUsable)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new(StorageAccount.Archive + setting, value)])
            .Build();
        Assert.Equal(isUsable, StorageAccount.IsUsable(configuration, StorageAccount.Archive));
    }
}
