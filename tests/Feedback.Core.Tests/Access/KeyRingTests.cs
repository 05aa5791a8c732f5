using Feedback.Core.Access;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Feedback.StoreContract;
using Feedback.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Access;

public sealed class KeyRingTests
{
    private readonly FakeTimeProvider _time = new(TestTime.Start);
    private readonly DictionaryStore _store;
    private readonly KeyRing _ring;

    public KeyRingTests()
    {
        _store = new(_time);
        _ring = new(_store, _time);
    }

    [Fact]
    public async Task An_unknown_key_is_nobodys() => Assert.Null(await _ring.IdentifyAsync("fbm_unknown"));

    [Fact]
    public async Task A_managers_key_is_a_managers()
    {
        await _ring.AddAsync(Manager("fbm_a"));

        Assert.Equal(Caller.Manager, await _ring.IdentifyAsync("fbm_a"));
    }

    [Fact]
    public async Task The_hash_of_a_key_is_no_key()
    {
        await _ring.AddAsync(Manager("fbm_a"));

        Assert.Null(await _ring.IdentifyAsync(ApiKey.Hash("fbm_a")));
    }

    [Fact]
    public async Task A_key_holds_until_it_expires()
    {
        await _ring.AddAsync(Manager("fbm_a", _time.GetUtcNow().AddMinutes(1)));

        _time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.NotNull(await _ring.IdentifyAsync("fbm_a"));

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await _ring.IdentifyAsync("fbm_a"));
    }

    [Fact]
    public async Task A_key_revoked_here_ceases_at_once()
    {
        await _ring.AddAsync(Manager("fbm_a"));
        await _ring.IdentifyAsync("fbm_a");

        await _ring.RevokeAsync(ApiKey.Hash("fbm_a"));

        Assert.Null(await _ring.IdentifyAsync("fbm_a"));
    }

    [Fact]
    public async Task A_key_revoked_elsewhere_is_remembered_for_five_seconds()
    {
        await _ring.AddAsync(Manager("fbm_a"));
        await _ring.IdentifyAsync("fbm_a");
        await new KeyRing(_store, _time).RevokeAsync(ApiKey.Hash("fbm_a"));

        _time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.NotNull(await _ring.IdentifyAsync("fbm_a"));

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await _ring.IdentifyAsync("fbm_a"));
    }

    [Fact]
    public async Task Being_asked_again_does_not_prolong_what_is_remembered()
    {
        await _ring.AddAsync(Manager("fbm_a"));
        await _ring.IdentifyAsync("fbm_a");
        await new KeyRing(_store, _time).RevokeAsync(ApiKey.Hash("fbm_a"));
        _time.Advance(TimeSpan.FromSeconds(3));
        await _ring.IdentifyAsync("fbm_a");

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await _ring.IdentifyAsync("fbm_a"));
    }

    [Fact]
    public async Task An_unknown_key_is_not_remembered_as_unknown()
    {
        await _ring.IdentifyAsync("fbm_a");
        await new KeyRing(_store, _time).AddAsync(Manager("fbm_a"));

        Assert.NotNull(await _ring.IdentifyAsync("fbm_a"));
    }

    [Fact]
    public async Task A_key_that_is_given_an_end_ceases_at_it_though_it_was_remembered()
    {
        await _ring.AddAsync(Manager("fbm_a"));
        await _ring.IdentifyAsync("fbm_a");

        await _ring.AddAsync(Manager("fbm_a", _time.GetUtcNow().AddSeconds(2)));
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await _ring.IdentifyAsync("fbm_a"));
    }

    [Fact]
    public async Task A_sources_key_tells_which_source()
    {
        var till = new Source("pos-42", "store", "stores");
        var issued = await new SourceRegistry(_store, _ring, new ToySecrets(), _time).CreateAsync(till);

        Assert.Equal(new Caller(KeyKind.Source, till), await _ring.IdentifyAsync(issued!.Key));
    }

    [Fact]
    public async Task A_key_of_a_source_that_is_not_there_is_nobodys()
    {
        await _ring.AddAsync(new(ApiKey.Hash("fbs_a"), KeyKind.Source, "pos-42", null));

        Assert.Null(await _ring.IdentifyAsync("fbs_a"));
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

    [Fact]
    public async Task While_the_store_is_away_a_sources_key_that_was_found_holds_for_ten_minutes()
    {
        var (till, key) = await AddTillAsync();
        await _ring.IdentifyAsync(key);
        _store.BeforeRead = _ => throw new StoreUnavailableException("down");

        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.Equal(new Caller(KeyKind.Source, till), await _ring.IdentifyAsync(key));

        _time.Advance(TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _ring.IdentifyAsync(key).AsTask());
    }

    [Fact]
    public async Task While_the_store_is_away_being_asked_does_not_prolong_what_is_remembered()
    {
        var (_, key) = await AddTillAsync();
        await _ring.IdentifyAsync(key);
        _store.BeforeRead = _ => throw new StoreUnavailableException("down");
        for (var minute = 0; minute < 9; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await _ring.IdentifyAsync(key);
        }

        _time.Advance(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _ring.IdentifyAsync(key).AsTask());
    }

    [Fact]
    public async Task While_the_store_is_away_a_key_that_was_never_found_is_not_told_from_a_wrong_one()
    {
        var (_, key) = await AddTillAsync();
        _store.BeforeRead = _ => throw new StoreUnavailableException("down");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _ring.IdentifyAsync(key).AsTask());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _ring.IdentifyAsync("fbs_wrong").AsTask());
    }

    [Fact]
    public async Task A_managers_key_does_not_outlive_the_store()
    {
        await _ring.AddAsync(Manager("fbm_a"));
        await _ring.IdentifyAsync("fbm_a");
        _store.BeforeRead = _ => throw new StoreUnavailableException("down");
        _time.Advance(KeyRing.Remembered);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _ring.IdentifyAsync("fbm_a").AsTask());
    }

    [Fact]
    public async Task While_the_store_is_away_a_key_holds_no_longer_than_until_it_expires()
    {
        var (till, _) = await AddTillAsync();
        await _ring.AddAsync(new(ApiKey.Hash("fbs_old"), KeyKind.Source, till.Id, _time.GetUtcNow().AddMinutes(1)));
        await _ring.IdentifyAsync("fbs_old");
        _store.BeforeRead = _ => throw new StoreUnavailableException("down");

        _time.Advance(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _ring.IdentifyAsync("fbs_old").AsTask());
    }

    [Fact]
    public async Task A_key_that_the_store_knows_no_longer_is_forgotten_and_does_not_come_back_when_the_store_goes_away()
    {
        var (_, key) = await AddTillAsync();
        await _ring.IdentifyAsync(key);
        await new KeyRing(_store, _time).RevokeAsync(ApiKey.Hash(key));
        _time.Advance(KeyRing.Remembered);
        Assert.Null(await _ring.IdentifyAsync(key));

        _store.BeforeRead = _ => throw new StoreUnavailableException("down");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _ring.IdentifyAsync(key).AsTask());
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_waited_for_two_seconds_once_and_then_not_for_five()
    {
        var (_, key) = await AddTillAsync();
        await _ring.IdentifyAsync(key);
        _time.Advance(KeyRing.Remembered);
        var asked = 0;
        _store.BeforeRead = _ =>
        {
            asked++;
            return Task.Delay(Timeout.Infinite);
        };

        var first = _ring.IdentifyAsync(key).AsTask();
        Assert.False(first.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull(await first);
        Assert.NotNull(await _ring.IdentifyAsync(key));

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Ten_thousand_remembered_keys_give_way_to_more()
    {
        for (var n = 0; n <= 10_000; n++)
        {
            await _ring.AddAsync(Manager($"fbm_{n}"));
            await _ring.IdentifyAsync($"fbm_{n}");
        }

        Assert.Equal(Caller.Manager, await _ring.IdentifyAsync("fbm_0"));
    }

    private async Task<(Source Source, string Key)> AddTillAsync()
    {
        var till = new Source("pos-42", "store", "stores");
        return (till, (await new SourceRegistry(_store, _ring, new ToySecrets(), _time).CreateAsync(till))!.Key);
    }

    private static KeyRecord Manager(string key, DateTimeOffset? expiresAt = null) => new(ApiKey.Hash(key), KeyKind.Manager, null, expiresAt);
}
