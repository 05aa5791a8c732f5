using System.Text;
using Feedback.Core.Digests;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Tests.Digests;

public sealed class QuoteTests : IDisposable
{
    private const string Bill = "I was charged twice for the same dress and had to write three times.";
    private const string Late = "The delivery came nine days late and nobody could tell me where it was.";
    private const string Staff = "The staff took their time and found me a colour that I would never have tried.";
    private readonly DigestDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Three_are_chosen_from_different_stages_and_one_of_them_is_good()
    {
        await SayThreeAsync();

        var quotes = (await _desk.MakeAsync()).Quotes;

        Assert.Equal(["pay", "receive", "buy"], quotes.OrderBy(quote => quote.Good).ThenBy(quote => quote.Stage).Select(quote => quote.Stage));
        Assert.Equal([false, false, true], quotes.Select(quote => quote.Good));
    }

    [Fact]
    public async Task Not_the_loudest_is_chosen_but_one_like_most()
    {
        var typical = await _desk.SayAsync(Bill, "pay", "invoice-error", "billing", -0.5);
        await _desk.SayAsync("THIS IS THE WORST SHOP IN THE WORLD AND THE BILL IS WRONG AS EVER", "pay", "invoice-error", "billing", -0.99);
        await _desk.SayAsync("Wrong bill.", "pay", "invoice-error", "billing", -0.5);
        await _desk.SayAsync("My bill was wrong, write to me at anna@example.com or call me at +44 20 7946 0958.", "pay", "invoice-error", "billing", -0.5);

        Assert.Equal([typical], (await _desk.MakeAsync()).Quotes.Select(quote => quote.Feedback));
    }

    [Fact]
    public async Task What_is_kept_holds_no_word_of_a_customer_and_what_is_erased_is_left_out_of_a_digest_that_was_sent()
    {
        var bill = await SayThreeAsync();
        await _desk.AddAsync("ann@example.com");
        await _desk.Send.RunAsync();
        Assert.Contains("charged twice", _desk.Mails.Taken.Single().Text, StringComparison.Ordinal);

        var kept = (await _desk.Archive.ListAsync(null, 10)).Single();
        Assert.DoesNotContain("charged twice", Encoding.UTF8.GetString(Json.Serialize(kept, DigestsJson.Default.Digest)), StringComparison.Ordinal);
        await _desk.Store.DeleteAsync(Core.Storage.Containers.Feedback, new(bill, bill));

        var text = (await _desk.Write.RunAsync(kept)).ToText(path => path, null);
        Assert.DoesNotContain("charged twice", text, StringComparison.Ordinal);
        Assert.Contains("nine days late", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_holds_something_that_the_language_service_found_is_not_chosen_and_what_it_found_since_is_masked()
    {
        var bill = await SayThreeAsync();
        await FindAsync(bill, "three times");
        Assert.DoesNotContain(bill, (await _desk.MakeAsync()).Quotes.Select(quote => quote.Feedback));

        await FindAsync(bill, null);
        var kept = await _desk.MakeAsync();
        await FindAsync(bill, "the same dress");

        Assert.Contains("I was charged twice for [name] and had to write three times.", (await _desk.Write.RunAsync(kept)).ToText(path => path, null)
            .ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private async Task FindAsync(string id, string? name)
    {
        var record = (await _desk.Store.FindFeedbackAsync(id))!.Value.Record;
        record = record with
        {
            Analysis = record.Analysis! with
            {
                Personal = name is null ? []
            : [new(new(record.Text!.IndexOf(name, StringComparison.Ordinal), name.Length), PersonalDataKind.Name)]
            }
        };
        await _desk.Store.UpsertAsync(Core.Storage.Containers.Feedback, Json.Write(new(id, id), record, RecordsJson.Default.FeedbackRecord));
    }

    private async Task<string> SayThreeAsync()
    {
        var bill = await _desk.SayAsync(Bill, "pay", "invoice-error", "billing", -0.5);
        await _desk.SayAsync(Late, "receive", "delivery-time", "logistics", -0.6);
        await _desk.SayAsync(Staff, "buy", "staff-attitude", "store", 0.7);
        return bill;
    }
}
