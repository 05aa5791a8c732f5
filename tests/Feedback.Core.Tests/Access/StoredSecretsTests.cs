using Feedback.Core.Access;
using Feedback.Core.Storage;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tests.Storage;
using Feedback.StoreContract;
using Feedback.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Access;

public sealed class StoredSecretsTests
{
    private static readonly DocumentKey Till = new(DocumentKinds.Source, "pos-42");
    private static readonly DocumentKey Desk = new(DocumentKinds.Subscription, "desk");

    private readonly FakeTimeProvider _time = new(TestTime.Start);
    private readonly ToySecrets _protection = new();
    private readonly DictionaryStore _store;
    private readonly SourceRegistry _sources;
    private readonly SubscriptionRegistry _subscriptions;

    public StoredSecretsTests()
    {
        _store = new(_time);
        _sources = new(_store, new KeyRing(_store, _time), _protection, _time);
        _subscriptions = new(_store, new DeliveryLog(_store, _time), _protection, _time);
    }

    [Fact]
    public async Task A_sources_signing_secret_is_stored_encrypted_and_read_again()
    {
        var issued = (await _sources.CreateAsync(new("pos-42", "store", null)))!;
        var rotated = (await _sources.RotateAsync("pos-42"))!;

        Assert.DoesNotContain("whsec_", await StoredAsync(Till), StringComparison.Ordinal);
        Assert.Equal([issued.SigningSecret, rotated.SigningSecret], _sources.SigningSecretsOf((await _sources.FindAsync("pos-42"))!));
        Assert.Equal(2, _sources.SigningSecretsOf(Assert.Single(await _sources.ListAsync(null, 10))).Count);
    }

    [Fact]
    public async Task A_subscriptions_signing_secret_is_stored_encrypted_and_read_again()
    {
        var created = await SubscribeAsync();
        var rotated = (await _subscriptions.RotateAsync("desk"))!;
        await _subscriptions.ChangeAsync("desk", subscription => subscription.Succeeded(_time.GetUtcNow()));

        Assert.DoesNotContain("whsec_", await StoredAsync(Desk), StringComparison.Ordinal);
        string[] expected = [rotated.SigningSecrets[^1].Value, created.SigningSecrets[0].Value];
        Assert.Equal(expected, (await _subscriptions.FindAsync("desk"))!.SecretsAt(_time.GetUtcNow()));
        Assert.Equal(expected, Assert.Single(await _subscriptions.AllAsync()).SecretsAt(_time.GetUtcNow()));
        Assert.Equal(expected, Assert.Single(await _subscriptions.ListAsync(null, 10)).SecretsAt(_time.GetUtcNow()));
    }

    [Fact]
    public async Task What_an_earlier_version_stored_in_the_clear_is_read_and_encrypted_at_the_next_start()
    {
        var source = new SourceRecord { Id = "pos-42", CreatedAt = TestTime.Start, Keys = [], SigningSecrets = [new("whsec_b2xk", null)] };
        var subscription = await SubscribeAsync() with { SigningSecrets = [new("whsec_b2xk", null)] };
        await _store.UpsertAsync(Containers.Settings, Json.Write(Till, source, AccessJson.Default.SourceRecord));
        await _store.UpsertAsync(Containers.Settings, Json.Write(Desk, subscription, SubscriptionsJson.Default.Subscription));

        Assert.Equal(["whsec_b2xk"], _sources.SigningSecretsOf((await _sources.FindAsync("pos-42"))!));
        Assert.Equal(["whsec_b2xk"], (await _subscriptions.FindAsync("desk"))!.SecretsAt(_time.GetUtcNow()));
        await _sources.EncryptAsync();
        await _subscriptions.EncryptAsync();

        Assert.DoesNotContain("whsec_", await StoredAsync(Till) + await StoredAsync(Desk), StringComparison.Ordinal);
        Assert.Equal(["whsec_b2xk"], _sources.SigningSecretsOf((await _sources.FindAsync("pos-42"))!));
        Assert.Equal(["whsec_b2xk"], (await _subscriptions.FindAsync("desk"))!.SecretsAt(_time.GetUtcNow()));
    }

    [Fact]
    public async Task A_secret_whose_key_is_lost_signs_nothing_and_comes_back_with_the_key()
    {
        var issued = (await _sources.CreateAsync(new("pos-42", "store", null)))!;
        var created = await SubscribeAsync();
        _protection.IsKeyLost = true;

        Assert.Empty(_sources.SigningSecretsOf((await _sources.FindAsync("pos-42"))!));
        Assert.Empty((await _subscriptions.FindAsync("desk"))!.SecretsAt(_time.GetUtcNow()));
        await _subscriptions.ChangeAsync("desk", subscription => subscription.Failed(_time.GetUtcNow(), null));
        await _sources.EncryptAsync();
        _protection.IsKeyLost = false;

        Assert.Equal([issued.SigningSecret], _sources.SigningSecretsOf((await _sources.FindAsync("pos-42"))!));
        Assert.Equal([created.SigningSecrets[0].Value], (await _subscriptions.FindAsync("desk"))!.SecretsAt(_time.GetUtcNow()));
    }

    private async Task<Subscription> SubscribeAsync() =>
        (await _subscriptions.CreateAsync(new("desk", new("https://desk.example.com/hook"), SubscriptionFilter.Everything)))!;

    private async Task<string> StoredAsync(DocumentKey key) =>
        System.Text.Encoding.UTF8.GetString((await _store.GetAsync(Containers.Settings, key))!.Body.Span);
}
