using Feedback.Core.Access;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Feedback.StoreContract;
using Feedback.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Access;

/// <summary>The installation's own key: made, shown, configured, replaced.</summary>
public sealed class ManagerKeyTests
{
    private readonly FakeTimeProvider _time = new(TestTime.Start);
    private readonly DictionaryStore _store;
    private readonly KeyRing _ring;

    public ManagerKeyTests()
    {
        _store = new(_time);
        _ring = new(_store, _time);
    }

    [Fact]
    public async Task The_first_key_is_a_managers()
    {
        var key = await _ring.EnsureManagerKeyAsync(null, isAlone: true);

        Assert.Equal(Caller.Manager, await _ring.IdentifyAsync(key!));
    }

    [Fact]
    public async Task The_first_key_is_shown_once()
    {
        await _ring.EnsureManagerKeyAsync(null, isAlone: true);
        await _ring.MarkManagerKeyShownAsync();

        Assert.Null(await new KeyRing(_store, _time).EnsureManagerKeyAsync(null, isAlone: true));
    }

    [Fact]
    public async Task A_first_key_that_could_not_be_marked_as_shown_is_followed_by_another()
    {
        _store.BeforeWrite = key => key.Partition == DocumentKinds.Secret ? throw new IOException("killed") : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(() => _ring.EnsureManagerKeyAsync(null, isAlone: true));
        _store.BeforeWrite = null;

        Assert.NotNull(await _ring.IdentifyAsync((await _ring.EnsureManagerKeyAsync(null, isAlone: true))!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_first_key_that_was_not_shown_is_followed_by_another_and_is_out_where_nobody_else_can_show_it(bool isAlone)
    {
        var unseen = await _ring.EnsureManagerKeyAsync(null, isAlone);

        var seen = await _ring.EnsureManagerKeyAsync(null, isAlone);

        Assert.Equal(Caller.Manager, await _ring.IdentifyAsync(seen!));
        Assert.Equal(isAlone, await _ring.IdentifyAsync(unseen!) is null);
    }

    [Fact]
    public async Task A_configured_key_is_a_managers_and_is_not_shown()
    {
        Assert.Null(await _ring.EnsureManagerKeyAsync("fbm_configured", isAlone: true));

        Assert.Equal(Caller.Manager, await _ring.IdentifyAsync("fbm_configured"));
    }

    [Fact]
    public async Task A_configured_key_stays_at_the_next_start()
    {
        await _ring.EnsureManagerKeyAsync("fbm_a", isAlone: true);
        await _ring.EnsureManagerKeyAsync("fbm_a", isAlone: true);

        Assert.NotNull(await _ring.IdentifyAsync("fbm_a"));
    }

    [Fact]
    public async Task A_newly_configured_key_takes_the_place_of_the_one_before()
    {
        await _ring.EnsureManagerKeyAsync("fbm_a", isAlone: true);
        await _ring.IdentifyAsync("fbm_a");
        await _ring.EnsureManagerKeyAsync("fbm_b", isAlone: true);

        Assert.Null(await _ring.IdentifyAsync("fbm_a"));
        Assert.NotNull(await _ring.IdentifyAsync("fbm_b"));
    }

    [Fact]
    public async Task A_configured_key_takes_the_place_of_the_first_one()
    {
        var first = await _ring.EnsureManagerKeyAsync(null, isAlone: true);
        await _ring.IdentifyAsync(first!);

        await _ring.EnsureManagerKeyAsync("fbm_a", isAlone: true);

        Assert.Null(await _ring.IdentifyAsync(first!));
        Assert.Equal(Caller.Manager, await _ring.IdentifyAsync("fbm_a"));
    }

    [Fact]
    public async Task A_configured_key_leaves_the_keys_of_people_and_sources_alone()
    {
        var (_, till) = await AddTillAsync();
        await _ring.AddAsync(new(ApiKey.Hash("fbp_berta"), KeyKind.Manager, null, null, "Berta"));

        await _ring.EnsureManagerKeyAsync("fbm_a", isAlone: true);

        Assert.NotNull(await _ring.IdentifyAsync(till));
        Assert.NotNull(await _ring.IdentifyAsync("fbp_berta"));
    }

    [Fact]
    public async Task A_key_that_is_configured_no_longer_is_out_and_another_is_made()
    {
        await _ring.EnsureManagerKeyAsync("fbm_a", isAlone: true);

        var made = await _ring.EnsureManagerKeyAsync(null, isAlone: true);

        Assert.Null(await _ring.IdentifyAsync("fbm_a"));
        Assert.Equal(Caller.Manager, await _ring.IdentifyAsync(made!));
        await _ring.MarkManagerKeyShownAsync();
        Assert.Null(await _ring.EnsureManagerKeyAsync(null, isAlone: true));
    }

    [Fact]
    public async Task Where_others_share_the_store_a_key_of_their_configuration_stays()
    {
        await _ring.EnsureManagerKeyAsync("fbm_a", isAlone: true);

        Assert.Null(await _ring.EnsureManagerKeyAsync(null, isAlone: false));
        Assert.NotNull(await _ring.IdentifyAsync("fbm_a"));
    }

    private async Task<(Source Source, string Key)> AddTillAsync()
    {
        var till = new Source("pos-42", "store", "stores");
        return (till, (await new SourceRegistry(_store, _ring, new ToySecrets(), _time).CreateAsync(till))!.Key);
    }
}
