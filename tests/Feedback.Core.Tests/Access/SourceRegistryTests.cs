using Feedback.Core.Access;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Feedback.StoreContract;
using Feedback.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Access;

public sealed class SourceRegistryTests
{
    private static readonly Source Till = new("pos-42", "store", "stores");
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly FakeTimeProvider _time = new(TestTime.Start);
    private readonly DictionaryStore _store;
    private readonly KeyRing _ring;
    private readonly SourceRegistry _registry;

    public SourceRegistryTests()
    {
        _store = new(_time);
        _ring = new(_store, _time);
        _registry = new(_store, _ring, new ToySecrets(), _time);
    }

    [Fact]
    public async Task A_created_source_is_found_as_it_was_created()
    {
        await CreateAsync();

        var found = await _registry.FindAsync("pos-42");

        Assert.Equal((Till, _time.GetUtcNow()), (found!.ToSource(), found.CreatedAt));
    }

    [Fact]
    public async Task While_the_store_is_away_a_source_is_recalled_as_it_was_found_in_the_last_ten_minutes_and_called_remembered()
    {
        await CreateAsync();
        Assert.False((await _registry.RecallAsync("pos-42")).IsRemembered);
        _store.BeforeRead = _ => throw new StoreUnavailableException("down");

        _time.Advance(TimeSpan.FromMinutes(10) - Tick);
        var (source, isRemembered) = await _registry.RecallAsync("pos-42");
        Assert.Equal((Till, true), (source!.ToSource(), isRemembered));

        _time.Advance(Tick);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _registry.RecallAsync("pos-42"));
    }

    [Fact]
    public async Task While_the_store_is_away_nobody_knows_whether_there_is_a_source_that_was_not_found_before()
    {
        await CreateAsync();
        _store.BeforeRead = _ => throw new StoreUnavailableException("down");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _registry.RecallAsync("pos-42"));
    }

    [Fact]
    public async Task A_source_that_was_deleted_or_given_new_secrets_here_is_not_recalled_as_it_was()
    {
        foreach (var change in new Func<Task>[] { () => _registry.RotateAsync("pos-42"), () => _registry.DeleteAsync("pos-42") })
        {
            _store.BeforeRead = null;
            await CreateAsync();
            await _registry.RecallAsync("pos-42");
            await change();

            _store.BeforeRead = _ => throw new StoreUnavailableException("down");

            await Assert.ThrowsAsync<StoreUnavailableException>(() => _registry.RecallAsync("pos-42"));
        }
    }

    [Fact]
    public async Task A_source_is_recalled_as_it_is_while_the_store_answers()
    {
        await CreateAsync();
        await _registry.RecallAsync("pos-42");
        await new SourceRegistry(_store, _ring, new ToySecrets(), _time).DeleteAsync("pos-42");

        Assert.Equal((null, false), await _registry.RecallAsync("pos-42"));
    }

    [Fact]
    public async Task The_key_is_kept_as_its_hash_only()
    {
        var issued = await CreateAsync();

        Assert.Equal([new Credential(ApiKey.Hash(issued.Key), null)], (await _registry.FindAsync("pos-42"))!.Keys);
    }

    [Fact]
    public async Task A_source_of_a_name_that_is_taken_is_not_created()
    {
        var first = await CreateAsync();

        Assert.Null(await _registry.CreateAsync(new("pos-42", "web", null)));
        Assert.Equal(Till, await SourceOfAsync(first.Key));
    }

    [Theory]
    [InlineData("web-1")]
    [InlineData("")]
    [InlineData("a/b")]
    public async Task An_unknown_source_is_not_found(string id) => Assert.Null(await _registry.FindAsync(id));

    [Fact]
    public async Task Sources_are_listed_in_the_order_of_their_names_page_by_page()
    {
        foreach (var name in new[] { "c", "a", "d", "b" })
            await _registry.CreateAsync(Till with { Id = name });

        Assert.Equal(["a", "b", "c"], (await _registry.ListAsync(null, 3)).Select(source => source.Id));
        Assert.Equal(["d"], (await _registry.ListAsync("c", 3)).Select(source => source.Id));
    }

    [Fact]
    public async Task After_a_rotation_the_new_key_holds()
    {
        await CreateAsync();

        Assert.Equal(Till, await SourceOfAsync((await RotateAsync()).Key));
    }

    [Fact]
    public async Task After_a_rotation_the_old_key_holds_for_24_hours()
    {
        var old = await CreateAsync();
        await RotateAsync();

        _time.Advance(TimeSpan.FromHours(24) - Tick);
        Assert.Equal(Till, await SourceOfAsync(old.Key));

        _time.Advance(Tick);
        Assert.Null(await SourceOfAsync(old.Key));
    }

    [Fact]
    public async Task The_new_key_outlives_the_24_hours()
    {
        await CreateAsync();
        var fresh = await RotateAsync();

        _time.Advance(TimeSpan.FromDays(400));

        Assert.Equal(Till, await SourceOfAsync(fresh.Key));
    }

    [Fact]
    public async Task After_a_rotation_both_signing_secrets_hold_for_24_hours_and_then_the_new_one()
    {
        var old = await CreateAsync();
        var fresh = await RotateAsync();

        _time.Advance(TimeSpan.FromHours(24) - Tick);
        Assert.Equal([old.SigningSecret, fresh.SigningSecret], await SecretsAsync());

        _time.Advance(Tick);
        Assert.Equal([fresh.SigningSecret], await SecretsAsync());
    }

    [Fact]
    public async Task A_second_rotation_ends_the_first_key_at_once_and_its_signing_secret()
    {
        var first = await CreateAsync();
        Assert.Equal(Till, await SourceOfAsync(first.Key));
        var second = await RotateAsync();
        var third = await RotateAsync();

        Assert.Null(await SourceOfAsync(first.Key));
        Assert.Equal((Till, Till), (await SourceOfAsync(second.Key), await SourceOfAsync(third.Key)));
        Assert.Equal([second.SigningSecret, third.SigningSecret], await SecretsAsync());
    }

    [Fact]
    public async Task A_second_rotation_gives_the_second_key_24_hours_of_its_own()
    {
        await CreateAsync();
        var second = await RotateAsync();
        _time.Advance(TimeSpan.FromHours(20));
        await RotateAsync();

        _time.Advance(TimeSpan.FromHours(24) - Tick);
        Assert.Equal(Till, await SourceOfAsync(second.Key));

        _time.Advance(Tick);
        Assert.Null(await SourceOfAsync(second.Key));
    }

    [Fact]
    public async Task Expired_credentials_are_forgotten_at_the_next_rotation()
    {
        await CreateAsync();
        await RotateAsync();
        _time.Advance(TimeSpan.FromHours(24));
        await RotateAsync();

        var record = (await _registry.FindAsync("pos-42"))!;

        Assert.Equal((2, 2), (record.Keys.Count, record.SigningSecrets.Count));
    }

    [Fact]
    public async Task An_unknown_source_is_not_rotated() => Assert.Null(await _registry.RotateAsync("pos-42"));

    [Fact]
    public async Task A_deleted_source_is_not_found()
    {
        await CreateAsync();

        Assert.True(await _registry.DeleteAsync("pos-42"));
        Assert.Null(await _registry.FindAsync("pos-42"));
    }

    [Fact]
    public async Task With_a_deleted_source_its_old_and_new_keys_cease_at_once()
    {
        var old = await CreateAsync();
        var fresh = await RotateAsync();
        await SourceOfAsync(old.Key);
        await SourceOfAsync(fresh.Key);

        await _registry.DeleteAsync("pos-42");

        Assert.Null(await SourceOfAsync(old.Key));
        Assert.Null(await SourceOfAsync(fresh.Key));
    }

    [Fact]
    public async Task Keys_of_a_deleted_source_do_not_open_a_new_one_of_its_name()
    {
        var old = await CreateAsync();
        await _registry.DeleteAsync("pos-42");

        await CreateAsync();

        Assert.Null(await SourceOfAsync(old.Key));
    }

    [Fact]
    public async Task An_unknown_source_cannot_be_deleted() => Assert.False(await _registry.DeleteAsync("pos-42"));

    private async Task<IssuedCredentials> CreateAsync() => (await _registry.CreateAsync(Till))!;

    private async Task<IssuedCredentials> RotateAsync() => (await _registry.RotateAsync("pos-42"))!;

    private async Task<Source?> SourceOfAsync(string key) => (await _ring.IdentifyAsync(key))?.Source;

    private async Task<IReadOnlyList<string>> SecretsAsync() => _registry.SigningSecretsOf((await _registry.FindAsync("pos-42"))!);
}
