using Feedback.Core.Maps;
using Feedback.Core.Outcomes;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Maps;
using Feedback.Core.Tests.Storage;
using Feedback.Core.Tickets;
using Feedback.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Outcomes;

public sealed class MeasureOutcomesTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Said.ShippedAt);
    private readonly DictionaryStore _store;
    private readonly FoldCache _folds;
    private readonly MeasureOutcomes _measure;

    public MeasureOutcomesTests()
    {
        _store = new(_time);
        _folds = new(_store);
        _measure = new(_store, new([Heard.Shop], [Heard.Shop.Id]), _folds, new(OutcomeSettings.Default), _time, NullLogger<MeasureOutcomes>.Instance);
    }

    public void Dispose() => _folds.Dispose();

    [Fact]
    public async Task A_change_that_helped_verifies_its_ticket_and_says_so_in_its_history()
    {
        var shipped = await GivenAsync(Said.Beside().Of(Said.Mended, 9, 5));

        await MeasureAfterAsync(weeks: 4);

        var ticket = await ReadAsync(shipped.Id);
        var entry = ticket.History[^1];
        Assert.Equal((TicketState.Verified, OutcomeVerdict.Verified, 4), (ticket.State, ticket.Outcome!.Verdict, ticket.Outcome.Look));
        Assert.Equal((1, TicketAction.Moved, TicketEntry.System, TicketState.Shipped, TicketState.Verified),
            (entry.Number, entry.Action, entry.By, entry.From!.Value, entry.To!.Value));
        Assert.Equal((ticket.Outcome.Words, _time.GetUtcNow(), _time.GetUtcNow()), (entry.Text, entry.At, ticket.UpdatedAt));
    }

    [Fact]
    public async Task A_change_that_did_not_help_makes_its_ticket_ineffective()
    {
        var shipped = await GivenAsync(Said.Beside().Of(Said.Mended, 9, 9));

        await MeasureAfterAsync(weeks: 4);

        Assert.Equal(TicketState.Ineffective, (await ReadAsync(shipped.Id)).State);
    }

    [Fact]
    public async Task A_change_of_which_not_enough_was_heard_stays_shipped_and_bears_what_is_known()
    {
        var shipped = await GivenAsync(Said.Beside().Of(Said.Mended, 9, 9));

        await MeasureAfterAsync(weeks: 2);

        var ticket = await ReadAsync(shipped.Id);
        Assert.Equal((TicketState.Shipped, OutcomeVerdict.NotEnoughYet, 1), (ticket.State, ticket.Outcome!.Verdict, ticket.History.Count));
    }

    [Fact]
    public async Task Between_two_looks_nothing_is_written()
    {
        var shipped = await GivenAsync(Said.Beside().Of(Said.Mended, 9, 9));
        await MeasureAfterAsync(weeks: 2);
        var before = await _store.GetAsync(Containers.Tickets, new(Said.Journey, shipped.Id));

        _time.Advance(TimeSpan.FromDays(3));
        await _measure.RunAsync();

        Assert.Equal(before!.ETag, (await _store.GetAsync(Containers.Tickets, new(Said.Journey, shipped.Id)))!.ETag);
    }

    [Fact]
    public async Task The_next_look_is_written()
    {
        var shipped = await GivenAsync(Said.Beside().Of(Said.Mended, 9, 9));
        await MeasureAfterAsync(weeks: 1);

        _time.Advance(TimeSpan.FromDays(7));
        await _measure.RunAsync();

        Assert.Equal(2, (await ReadAsync(shipped.Id)).Outcome!.Look);
    }

    [Theory]
    [InlineData(TicketState.Open)]
    [InlineData(TicketState.Closed)]
    [InlineData(TicketState.Dismissed)]
    public async Task Only_shipped_tickets_are_measured(TicketState state)
    {
        var given = await GivenAsync(Said.Beside().Of(Said.Mended, 9, 5), state);

        await MeasureAfterAsync(weeks: 4);

        Assert.Equal((state, null), ((await ReadAsync(given.Id)).State, (await ReadAsync(given.Id)).Outcome));
    }

    [Fact]
    public async Task What_somebody_else_writes_meanwhile_is_kept()
    {
        var shipped = await GivenAsync(Said.Beside().Of(Said.Mended, 9, 5));
        _store.BeforeWrite = async _ =>
        {
            _store.BeforeWrite = null;
            await _store.PutAsync(shipped with { Assignee = "ada" });
        };

        await MeasureAfterAsync(weeks: 4);

        var ticket = await ReadAsync(shipped.Id);
        Assert.Equal((TicketState.Verified, "ada"), (ticket.State, ticket.Assignee));
    }

    [Fact]
    public async Task A_ticket_that_somebody_takes_back_meanwhile_is_left_alone()
    {
        var shipped = await GivenAsync(Said.Beside().Of(Said.Mended, 9, 5));
        _store.BeforeWrite = async _ =>
        {
            _store.BeforeWrite = null;
            await _store.PutAsync(shipped with { State = TicketState.InProgress, ShippedAt = null });
        };

        await MeasureAfterAsync(weeks: 4);

        Assert.Equal((TicketState.InProgress, null), ((await ReadAsync(shipped.Id)).State, (await ReadAsync(shipped.Id)).Outcome));
    }

    [Fact]
    public async Task Topics_of_other_live_tickets_are_not_compared_with()
    {
        var shipped = await GivenAsync(Said.Beside().Of(Said.Mended, 9, 9));
        await _store.PutAsync(shipped with
        {
            Id = "shop.other-1.2026-08-01",
            State = TicketState.Accepted,
            ShippedAt = null,
            Topics = [new("other-1", "buy")]
        });

        await MeasureAfterAsync(weeks: 1);

        Assert.Equal(9 * 12 * 7, (await ReadAsync(shipped.Id)).Outcome!.After.Compared);
    }

    private async Task<Ticket> GivenAsync(Said said, TicketState state = TicketState.Shipped)
    {
        foreach (var fold in said.Folds())
            await _store.UpsertAsync(Containers.Folds, Json.Write(new(Said.Journey, fold.Period), fold, SignalsJson.Default.Fold));
        var change = Said.Chronic();
        var ticket = AnyTicket.Raised("shop.delivery-time.2026-06-01", change.RaisedAt, change.Topics) with
        {
            State = state,
            OwnedBy = "logistics",
            Cause = change.Cause,
            ShippedAt = change.ShippedAt,
            UpdatedAt = change.ShippedAt,
        };
        await _store.PutAsync(ticket);
        return ticket;
    }

    private async Task MeasureAfterAsync(int weeks)
    {
        _time.Advance(TimeSpan.FromDays(1 + (7 * weeks)));
        await _measure.RunAsync();
    }

    private async Task<Ticket> ReadAsync(string id) =>
        Json.Read((await _store.GetAsync(Containers.Tickets, new(Said.Journey, id)))!, TicketsJson.Default.Ticket);
}
