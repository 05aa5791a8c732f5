using System.Globalization;
using System.Text.Json.Nodes;

namespace Feedback.Core.Tests.Intake;

/// <summary>Each limit, just inside and just outside.</summary>
public sealed class FeedbackReaderLimitTests
{
    private static readonly string Emoji = "😀";

    [Theory]
    [InlineData("ratings.nps", 0)]
    [InlineData("ratings.nps", 10)]
    [InlineData("ratings.csat", 1)]
    [InlineData("ratings.csat", 5)]
    [InlineData("ratings.ces", 1)]
    [InlineData("ratings.ces", 7)]
    public void A_rating_within_its_scale_is_taken(string field, int value) => Inside(field, value);

    [Theory]
    [InlineData("ratings.nps", -1)]
    [InlineData("ratings.nps", 11)]
    [InlineData("ratings.csat", 0)]
    [InlineData("ratings.csat", 6)]
    [InlineData("ratings.ces", 0)]
    [InlineData("ratings.ces", 8)]
    [InlineData("ratings.nps", 7.5)]
    [InlineData("ratings.nps", 1e10)]
    public void A_rating_off_its_scale_is_refused(string field, double value) => Outside(field, value);

    [Fact]
    public void A_text_has_at_most_ten_thousand_characters()
    {
        Inside("text", new string('x', 10_000));
        Outside("text", new string('x', 10_001));
    }

    [Fact]
    public void A_character_beyond_the_basic_plane_counts_once()
    {
        Inside("text", string.Concat(Enumerable.Repeat(Emoji, 10_000)));
        Outside("text", string.Concat(Enumerable.Repeat(Emoji, 10_001)));
    }

    [Fact]
    public void A_text_has_no_null_character()
    {
        Inside("text", "a\u0001b");
        Outside("text", "a\0b");
    }

    [Theory]
    [InlineData("sourceEventId", 200)]
    [InlineData("customer.id", 200)]
    [InlineData("channel", 100)]
    [InlineData("source", 64)]
    public void A_name_has_a_longest(string field, int longest)
    {
        Inside(field, new string('x', longest));
        Outside(field, new string('x', longest + 1));
    }

    [Theory]
    [InlineData("sourceEventId")]
    [InlineData("customer.id")]
    [InlineData("channel")]
    [InlineData("source")]
    public void A_name_is_not_empty(string field)
    {
        Inside(field, "x");
        Outside(field, "");
    }

    [Theory]
    [InlineData("sourceEventId")]
    [InlineData("customer.id")]
    [InlineData("channel")]
    [InlineData("source")]
    [InlineData("customer.email")]
    public void A_name_has_no_control_characters(string field) => Outside(field, "a\nb@c");

    [Theory]
    [InlineData("0")]
    [InlineData("pos-42")]
    [InlineData("a.b_c-D")]
    public void A_source_has_letters_digits_dots_hyphens_and_underscores(string name) => Inside("source", name);

    [Theory]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("ä")]
    public void A_source_has_nothing_else_and_starts_with_a_letter_or_digit(string name) => Outside("source", name);

    [Theory]
    [InlineData("store")]
    [InlineData("web")]
    [InlineData("billing")]
    [InlineData("service")]
    [InlineData("product")]
    [InlineData("marketing")]
    [InlineData("delivery")]
    public void A_touchpoint_is_one_of_seven_kinds(string kind) => Inside("touchpoint", kind);

    [Theory]
    [InlineData("Store")]
    [InlineData("shop")]
    [InlineData("")]
    public void A_touchpoint_is_nothing_else(string kind) => Outside("touchpoint", kind);

    [Fact]
    public void Feedback_occurs_at_most_five_minutes_in_the_future()
    {
        Inside("occurredAt", Time(Posted.Now.AddMinutes(5)));
        Outside("occurredAt", Time(Posted.Now.AddMinutes(5).AddTicks(1)));
    }

    [Fact]
    public void Feedback_occurs_at_most_five_years_in_the_past()
    {
        Inside("occurredAt", Time(Posted.Now.AddYears(-5)));
        Outside("occurredAt", Time(Posted.Now.AddYears(-5).AddTicks(-1)));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("pt-BR")]
    [InlineData("zh-Hant-TW")]
    [InlineData("gsw")]
    [InlineData("de-1996")]
    public void A_language_is_a_tag(string tag) => Inside("language", tag);

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("english")]
    [InlineData("en_GB")]
    [InlineData("en-")]
    [InlineData("en-abcdefghi")]
    [InlineData("12")]
    public void A_language_is_nothing_else(string tag) => Outside("language", tag);

    [Theory]
    [InlineData("a@b")]
    [InlineData("A.B+c@example.co.uk")]
    [InlineData("jörg@example.com")]
    public void An_email_has_something_on_both_sides(string email) => Inside("customer.email", email);

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("@b")]
    [InlineData("a@")]
    [InlineData("a@b@c")]
    [InlineData("a b@c")]
    public void An_email_is_nothing_else(string email) => Outside("customer.email", email);

    [Fact]
    public void An_email_has_at_most_254_characters()
    {
        Inside("customer.email", new string('a', 252) + "@b");
        Outside("customer.email", new string('a', 253) + "@b");
    }

    [Fact]
    public void There_are_at_most_fifty_attributes()
    {
        Inside("attributes", Attributes(50));
        Outside("attributes", Attributes(51));
    }

    [Fact]
    public void An_attribute_has_a_name_of_1_to_100_characters()
    {
        Inside("attributes", new JsonObject { [new string('x', 100)] = "v" });
        Outside("attributes", new JsonObject { [new string('x', 101)] = "v" });
        Outside("attributes", new JsonObject { [""] = "v" });
    }

    [Fact]
    public void An_attribute_has_at_most_a_thousand_characters()
    {
        Inside("attributes.store", new string('x', 1_000));
        Outside("attributes.store", new string('x', 1_001));
    }

    private static void Inside(string field, JsonNode value) => Posted.Read(Posted.With(field, value));

    private static void Outside(string field, JsonNode value) => Assert.Equal([field], Posted.Faults(Posted.With(field, value)));

    private static JsonObject Attributes(int count) => new(Enumerable.Range(0, count).Select(n => KeyValuePair.Create($"a{n}", (JsonNode?)"v")));

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
