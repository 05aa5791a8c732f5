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
