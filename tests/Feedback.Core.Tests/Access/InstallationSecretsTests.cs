using Feedback.Core.Access;
using Feedback.Core.Tests.Storage;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Access;

public sealed class InstallationSecretsTests
{
    private readonly DictionaryStore _store = new(new FakeTimeProvider(TestTime.Start));

    [Fact]
    public async Task A_secret_has_256_bits() => Assert.Equal(32, (await new InstallationSecrets(_store).GetAsync("customer-key")).Length);

    [Fact]
    public async Task A_secret_stays_the_same_in_every_instance() =>
        Assert.Equal(await new InstallationSecrets(_store).GetAsync("customer-key"), await new InstallationSecrets(_store).GetAsync("customer-key"));

    [Fact]
    public async Task Another_purpose_has_another_secret() =>
        Assert.NotEqual(await new InstallationSecrets(_store).GetAsync("customer-key"), await new InstallationSecrets(_store).GetAsync("other"));

    [Fact]
    public async Task Another_installation_has_another_secret() =>
        Assert.NotEqual(
            await new InstallationSecrets(_store).GetAsync("customer-key"),
            await new InstallationSecrets(new DictionaryStore(new FakeTimeProvider(TestTime.Start))).GetAsync("customer-key"));

    [Fact]
    public async Task Two_that_make_it_at_once_get_the_same()
    {
        byte[]? faster = null;
        _store.BeforeWrite = async _ =>
        {
            _store.BeforeWrite = null;
            faster = await new InstallationSecrets(_store).GetAsync("customer-key");
        };

        var slower = await new InstallationSecrets(_store).GetAsync("customer-key");

        Assert.NotNull(faster);
        Assert.Equal(faster, slower);
    }
}
