using System.Text.Json;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Records;

public sealed class DamagedFeedbackTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Ids = [.. Enumerable.Range(0, 3).Select(n => FeedbackId.OfEvent("s", $"{n}"))];

    private readonly DictionaryStore _store = new(new FakeTimeProvider(Now));
    private readonly List<string> _told = [];

    public DamagedFeedbackTests() => DamagedDocuments.Of(_store).WhenFound = (document, _) => _told.Add(document);

    [Fact]
    public async Task One_record_that_cannot_be_read_does_not_keep_the_others_from_being_listed()
    {
        await StoreAllAsync();
        await DamageAsync(FeedbackKey.OfRecord(Ids[1]));

        Assert.Equal(Ids.Except([Ids[1]]).Order(), (await _store.GetStoredFeedbackAsync(Ids)).Select(found => found.Record.Id).Order());
        Assert.Equal(Ids.Except([Ids[1]]).Order(), await AllAsync());
    }

    [Fact]
    public async Task What_was_understood_and_cannot_be_read_is_passed_over_as_well()
    {
        await StoreAllAsync();
        await DamageAsync(FeedbackKey.OfAnalysis(Ids[2]));

        Assert.Equal(Ids[..2].Order(), await AllAsync());
    }

    [Fact]
    public async Task It_is_named_once_by_its_key_and_without_its_text()
    {
        await StoreAllAsync();
        await DamageAsync(FeedbackKey.OfRecord(Ids[1]));

        await AllAsync();
        await AllAsync();

        Assert.Equal($"feedback {Ids[1]} {Ids[1]}", Assert.Single(_told));
        Assert.StartsWith($"feedback {Ids[1]} {Ids[1]}: ", Assert.Single(DamagedDocuments.Of(_store).Named), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", DamagedDocuments.Of(_store).Named[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_stands_under_another_id_is_damaged()
    {
        await StoreAllAsync();
        await _store.UpsertAsync(Containers.Feedback, Json.Write(FeedbackKey.OfRecord(Ids[0]), Record(Ids[1]), RecordsJson.Default.FeedbackRecord));

        Assert.Equal(Ids[1..].Order(), await AllAsync());
    }

    [Fact]
    public async Task Who_asks_for_that_one_alone_does_not_take_it_for_gone()
    {
        await StoreAllAsync();
        await DamageAsync(FeedbackKey.OfRecord(Ids[1]));

        await Assert.ThrowsAsync<JsonException>(() => _store.FindFeedbackAsync(Ids[1]));
        Assert.Null(await _store.FindFeedbackAsync(FeedbackId.OfEvent("s", "never sent")));
    }

    [Fact]
    public void A_key_that_is_damaged_itself_is_named_in_plain_signs() => Assert.Equal("85?[2J?", DamagedDocuments.Plain("85\u001B[2J\uFFFD"));

    private static FeedbackRecord Record(string id) =>
        new() { Id = id, Source = "s", Touchpoint = "web", OccurredAt = Now, ReceivedAt = Now, Text = "fine", State = FeedbackState.Received };

    private async Task StoreAllAsync()
    {
        foreach (var id in Ids)
            await _store.CreateAsync(Containers.Feedback, Json.Write(FeedbackKey.OfRecord(id), Record(id), RecordsJson.Default.FeedbackRecord));
    }

    private Task<WriteResult> DamageAsync(DocumentKey key) =>
        _store.UpsertAsync(Containers.Feedback, new(key, (byte[])[.. "{\"id\":\""u8, 0xFF, 0xFE, 0, .. "secret"u8]));

    private async Task<IReadOnlyList<string>> AllAsync()
    {
        var ids = new List<string>();
        await foreach (var page in _store.AllFeedbackAsync())
            ids.AddRange(page.Select(found => found.Record.Id));
        return [.. ids.Order()];
    }
}
