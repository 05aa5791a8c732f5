using Feedback.Core.Digests;

namespace Feedback.Core.Tests.Digests;

public sealed class DigestRecipientsTests : IDisposable
{
    private readonly DigestDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Nobody_who_guesses_an_address_can_compute_the_id_of_its_recipient()
    {
        var ann = (await _desk.Recipients.AddAsync(Posted("ann@example.com")))!;
        var elsewhere = new RecipientKeys([1, 2, 3]).Of("ann@example.com");

        Assert.NotEqual(DigestRecipient.FormerIdOf("ann@example.com"), ann.Id);
        Assert.NotEqual(elsewhere, ann.Id);
        Assert.Equal("ann@example.com", (await _desk.Recipients.FindAsync(ann.Id))!.Email);
    }

    [Fact]
    public async Task An_address_is_one_recipient_however_it_is_written()
    {
        var ann = (await _desk.Recipients.AddAsync(Posted("ann@example.com")))!;

        Assert.Null(await _desk.Recipients.AddAsync(Posted("Ann@Example.com")));
        Assert.Equal(ann.Id, await _desk.Recipients.IdOfAsync("ANN@example.com"));
        Assert.True(await _desk.Recipients.RemoveAsync(await _desk.Recipients.IdOfAsync("Ann@example.com")));
        Assert.Empty(await _desk.Recipients.AllAsync());
    }

    [Fact]
    public async Task A_recipient_of_an_earlier_version_keeps_the_id_that_is_in_the_mails_links()
    {
        // Written without a key.
        var ann = await _desk.AddAsync("ann@example.com");

        Assert.Equal(DigestRecipient.FormerIdOf("ann@example.com"), ann.Id);
        Assert.Equal(ann.Id, await _desk.Recipients.IdOfAsync("ann@example.com"));
        Assert.Null(await _desk.Recipients.AddAsync(Posted("ann@example.com")));
        await _desk.Recipients.UnsubscribeAsync(ann.Id);
        Assert.NotNull((await _desk.Recipients.FindAsync(ann.Id))!.UnsubscribedAt);
        Assert.True(await _desk.Recipients.RemoveAsync(ann.Id));
    }

    private static PostedRecipient Posted(string email) => new(email, null, "all", "shop", "en", null);
}
