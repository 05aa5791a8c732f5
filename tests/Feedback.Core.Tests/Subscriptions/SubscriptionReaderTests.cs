using System.Text;
using Feedback.Core.Journeys;
using Feedback.Core.Requests;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tests.Journeys;

namespace Feedback.Core.Tests.Subscriptions;

public sealed class SubscriptionReaderTests
{
    private const string Url = "https://desk.example.com/hook";
    private static readonly SubscriptionReader Reader = new(new JourneyCatalogue([Definitions.Read(Definitions.Shop())], ["shop"]), new AddressPolicy(false));

    [Fact]
    public void A_subscription_is_read_with_all_its_filters()
    {
        var read = Reader.Read(
            """{"id":"desk","url":"https://desk.example.com/hook","silos":["billing","store","billing"],"stages":["pay","unmapped"],"minPriority":50,"events":["ticket.raised"]}"""u8, out var errors)!;

        Assert.True(errors.None);
        Assert.Equal(("desk", Url, 50), (read.Id, read.Url.AbsoluteUri, read.Filter.MinPriority));
        Assert.Equal(["billing", "store"], read.Filter.Silos);
        Assert.Equal(["pay", "unmapped"], read.Filter.Stages);
        Assert.Equal(["ticket.raised"], read.Filter.Events);
    }

    [Fact]
    public void What_is_left_out_or_null_filters_nothing()
    {
        var read = Reader.Read("""{"id":"desk","url":"https://desk.example.com/hook","silos":null,"minPriority":null}"""u8, out _)!;

        Assert.Equal(SubscriptionFilter.Everything, read.Filter);
    }

    [Theory]
    [InlineData("{}", "id: is required: the name of the subscription|url: is required: the address to post events to")]
    [InlineData("""{"id":"a b","url":5}""",
        "id: must have 1 to 64 letters, digits, dots, hyphens or underscores, and start with a letter or digit|url: must be a string")]
    [InlineData("""{"id":"a","url":"http://desk.example.com"}""", "url: must be an absolute https address")]
    [InlineData("""{"id":"a","url":"https://10.0.0.1/"}""", "url: points to an address that is not on the public internet, which is not allowed")]
    [InlineData("""{"id":"a","url":"https://a.example.com","silos":["biling"]}""",
        "silos[0]: is not a silo of an active journey (did you mean \"billing\"?); allowed are store, billing, logistics")]
    [InlineData("""{"id":"a","url":"https://a.example.com","silos":["billing","x"],"stages":["Pay"]}""",
        "silos[1]: is not a silo of an active journey; allowed are store, billing, logistics|stages[0]: is not a stage of an active journey (did you mean "
            + "\"pay\"?); allowed are buy, receive, pay, unmapped")]
    [InlineData("""{"id":"a","url":"https://a.example.com","silos":[]}""", "silos: must name at least one; leave it out for all")]
    [InlineData("""{"id":"a","url":"https://a.example.com","silos":"billing"}""", "silos: must be an array of strings")]
    [InlineData("""{"id":"a","url":"https://a.example.com","silos":[5,["billing"],{"a":1},null,"\ud800"]}""",
        "silos[0]: must be a string|silos[1]: must be a string|silos[2]: must be a string|silos[3]: must be a string|silos[4]: must be a string")]
    [InlineData("""{"id":"a","url":"https://a.example.com","minPriority":101}""", "minPriority: must be a whole number from 0 to 100")]
    [InlineData("""{"id":"a","url":"https://a.example.com","minPriority":-1}""", "minPriority: must be a whole number from 0 to 100")]
    [InlineData("""{"id":"a","url":"https://a.example.com","events":["ticket.move"]}""",
        "events[0]: is not an event (did you mean \"ticket.moved\"?); allowed are ticket.raised, ticket.moved, ticket.reopened, ticket.commented, "
            + "ticket.assigned, ticket.scheduled, ticket.escalated, ticket.merged, ticket.split, ticket.surged")]
    [InlineData("""{"id":"a","url":"https://a.example.com","secret":"mine"}""", "secret: is not a field of a subscription")]
    [InlineData("""{"id":"a","id":"b","url":"https://a.example.com"}""", "id: is given twice")]
    [InlineData("[]", "$: must be a JSON object")]
    [InlineData("", "$: is not valid JSON (line 1, byte 1)")]
    [InlineData("""{"id":"a","url":"https://a.example.com"} {}""", "$: is not valid JSON (line 1, byte 42)")]
    [InlineData("""{"id":"a","url":"http://desk.example.com","silos":["x"]""", "$: is not valid JSON (line 1, byte 56)")]
    public void Every_field_that_is_wrong_is_named(string json, string expected)
    {
        Assert.Null(Reader.Read(Encoding.UTF8.GetBytes(json), out var errors));

        Assert.Equal(expected.Split('|').Order(StringComparer.Ordinal), Lines(errors).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_list_has_at_most_50_names()
    {
        var names = string.Join(',', Enumerable.Repeat("\"billing\"", 51));

        Assert.Null(Reader.Read(Encoding.UTF8.GetBytes($$"""{"id":"a","url":"{{Url}}","silos":[{{names}}]}"""), out var errors));

        Assert.Equal(["silos: must have at most 50 items"], Lines(errors));
    }

    [Theory]
    [InlineData("""{"from":"2026-11-20T00:00:00Z","to":"2026-11-20T06:00:00+01:00"}""", "2026-11-20T00:00:00Z", "2026-11-20T05:00:00Z")]
    [InlineData("""{"from":"2026-11-20T00:00:00Z"}""", "2026-11-20T00:00:00Z", "2026-11-20T12:00:00Z")]
    public void A_replay_ends_now_when_nothing_else_is_said(string json, string from, string to)
    {
        var period = ReplayReader.Read(Encoding.UTF8.GetBytes(json), Tickets.At, out _)!.Value;

        Assert.Equal((from, to), (Rfc3339.Format(period.From), Rfc3339.Format(period.To)));
    }

    [Theory]
    [InlineData("{}", "from: is required: an RFC 3339 time")]
    [InlineData("""{"from":"yesterday"}""", "from: must be an RFC 3339 time with an offset, such as 2026-11-20T17:03:11Z")]
    [InlineData("""{"from":"2026-11-20"}""", "from: must be an RFC 3339 time with an offset, such as 2026-11-20T17:03:11Z")]
    [InlineData("""{"from":"2026-11-20T12:00:00Z"}""", "from: must be in the past")]
    [InlineData("""{"from":"2026-11-20T02:00:00Z","to":"2026-11-20T01:00:00Z"}""", "from: must be before \"to\"")]
    [InlineData("""{"from":"2026-11-20T02:00:00Z","until":1}""", "until: is not a field of a replay")]
    [InlineData("5", "$: must be a JSON object")]
    [InlineData("{", "$: is not valid JSON (line 1, byte 2)")]
    public void A_wrong_replay_is_refused(string json, string expected)
    {
        Assert.Null(ReplayReader.Read(Encoding.UTF8.GetBytes(json), Tickets.At, out var errors));

        Assert.Equal([expected], Lines(errors));
    }

    private static IEnumerable<string> Lines(FieldErrors errors) =>
        errors.ToDictionary().SelectMany(field => field.Value.Select(message => $"{field.Key}: {message}"));
}
