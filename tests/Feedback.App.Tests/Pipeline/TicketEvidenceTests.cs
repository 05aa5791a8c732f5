using Feedback.Core.Storage;
using Feedback.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Pipeline;

/// <summary>The counts of a ticket are fresh; the signals behind it are read when it is raised, once a day, and when it has grown twofold.</summary>
public sealed class TicketEvidenceTests : IAsyncDisposable
{
    private const string Refund = "The refund took six weeks.";
    private const string Invoice = "I was billed twice and the invoice is wrong.";

    private readonly House _house;
    private CountingStore _counting = null!;

    public TicketEvidenceTests() => _house = new(services =>
    {
        _counting = new((IDocumentStore)services.Last(service => service.ServiceType == typeof(IDocumentStore)).ImplementationInstance!);
        services.AddSingleton<IDocumentStore>(_counting);
    });

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Within_the_day_a_ticket_is_counted_anew_and_no_signal_is_read()
    {
        await SayAsync(Refund, customers: 5, "first");
        var raised = await LookAsync();
        _house.Time.Advance(TimeSpan.FromMinutes(15));
        await SayAsync(Refund, customers: 3, "second");

        var updated = await LookAsync();

        Assert.Empty(_counting.Hours);
        Assert.Equal((8, 8, 8), (updated.Evidence.Negative, updated.Evidence.Customers, updated.Evidence.PerDay.Sum(day => day.Negative)));
        Assert.StartsWith("8 customers", updated.Priority.Parts[0].Why, StringComparison.Ordinal);
        Assert.Equal(_house.Time.GetUtcNow(), updated.UpdatedAt);
        Assert.Equal((raised.Evidence.Reading, raised.Evidence.Severity), (updated.Evidence.Reading, updated.Evidence.Severity));
        Assert.Equal(raised.Evidence.Feedback, updated.Evidence.Feedback);
    }

    [Fact]
    public async Task On_another_day_the_signals_are_read_again()
    {
        await SayAsync(Refund, customers: 5, "first");
        await LookAsync();
        _house.Time.Advance(TimeSpan.FromHours(12));
        await SayAsync(Refund, customers: 1, "second");

        var updated = await LookAsync();

        Assert.Equal((6, 6), (updated.Evidence.Feedback.Count, updated.Evidence.Reading!.Negative));
        Assert.Equal(_house.Time.GetUtcNow(), updated.Evidence.Reading.At);
    }

    [Fact]
    public async Task A_ticket_for_which_twice_as_much_speaks_is_read_again_at_once()
    {
        await SayAsync(Refund, customers: 5, "first");
        await LookAsync();
        _house.Time.Advance(TimeSpan.FromMinutes(15));
        await SayAsync(Refund, customers: 5, "second");

        Assert.Equal(10, (await LookAsync()).Evidence.Feedback.Count);
    }

    [Fact]
    public async Task A_ticket_of_which_nothing_changed_is_left_alone_on_another_day_too()
    {
        await SayAsync(Refund, customers: 5, "first");
        var raised = await LookAsync();
        _house.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(raised.UpdatedAt, (await LookAsync()).UpdatedAt);
        Assert.Empty(_counting.Hours);
    }

    [Fact]
    public async Task An_hours_signals_are_read_once_for_all_tickets()
    {
        await SayAsync(Refund, customers: 5, "first");
        await LookAsync();
        _house.Time.Advance(TimeSpan.FromDays(1));
        await SayAsync(Refund, customers: 1, "second");
        await LookAsync();
        var forOne = _counting.Hours.Count;
        await SayAsync(Invoice, customers: 6, "third");
        await LookAsync();
        _house.Time.Advance(TimeSpan.FromDays(1));
        await SayAsync(Refund, customers: 1, "fourth");
        await SayAsync(Invoice, customers: 1, "fifth");

        await LookAsync();

        // There is one hour more to be read than for the one ticket, and nothing else.
        Assert.True((await _house.Get<TicketQuery>().ListAsync(new())).Count > 1);
        Assert.Equal(forOne / 2 * 3, _counting.Hours.Count);
    }

    private async Task SayAsync(string text, int customers, string name)
    {
        for (var customer = 0; customer < customers; customer++)
            await _house.PostAsync(text, "service", $"{name}-{customer}");
        await _house.RunAsync();
    }

    private async Task<Ticket> LookAsync()
    {
        _counting.Hours.Clear();
        await _house.Get<RaiseTickets>().RunAsync();
        return (await _house.Get<TicketQuery>().ListAsync(new())).Single(ticket => ticket.Theme == "refund");
    }
}

/// <summary>A store that notes which hours' signals are read.</summary>
internal sealed class CountingStore(IDocumentStore inner) : IDocumentStore
{
    public List<(string Partition, string? From)> Hours { get; } = [];

    public Task<IReadOnlyList<Document>> RangeAsync(string container, string partition, IdRange range, int limit, CancellationToken cancellationToken = default)
    {
        if (container == Containers.Signals)
            Hours.Add((partition, range.From));
        return inner.RangeAsync(container, partition, range, limit, cancellationToken);
    }

    public Task<Document?> GetAsync(string container, DocumentKey key, CancellationToken cancellationToken = default) =>
        inner.GetAsync(container, key, cancellationToken);

    public Task<IReadOnlyList<Document>> GetManyAsync(string container, IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken = default) =>
        inner.GetManyAsync(container, keys, cancellationToken);

    public Task<WriteResult> CreateAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default) =>
        inner.CreateAsync(container, document, cancellationToken);

    public Task<WriteResult> ReplaceAsync(string container, DocumentWrite document, string etag, CancellationToken cancellationToken = default) =>
        inner.ReplaceAsync(container, document, etag, cancellationToken);

    public Task<WriteResult> UpsertAsync(string container, DocumentWrite document, CancellationToken cancellationToken = default) =>
        inner.UpsertAsync(container, document, cancellationToken);

    public Task<bool> DeleteAsync(string container, DocumentKey key, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(container, key, cancellationToken);

    public Task<ChangePage> ReadChangesAsync(string container, string cursor, int limit, CancellationToken cancellationToken = default) =>
        inner.ReadChangesAsync(container, cursor, limit, cancellationToken);
}
