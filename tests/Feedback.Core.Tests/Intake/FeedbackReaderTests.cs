using System.Text;
using Feedback.Core.Intake;
using Feedback.Core.Requests;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Intake;

public sealed class FeedbackReaderTests
{
    [Fact]
    public void Every_field_of_the_example_is_read() =>
        Assert.Equivalent(
            new PostedFeedback(
                "pos-42", "r-99812", "store", "kiosk", new DateTimeOffset(2026, 11, 20, 17, 3, 11, TimeSpan.Zero), new("c-7781", "a@example.com"),
                "Nice staff, but I was billed twice and the refund took six weeks.", "en", new(4, 2, 6),
                new Dictionary<string, string> { ["store"] = "Leeds", ["orderId"] = "o-5512" }),
            Posted.Read(Posted.HouseExample),
            strict: true);

    [Theory]
    [InlineData("mayContact")]
    [InlineData("may_contact")]
    public void Null_says_nothing_but_where_it_stands_for_consent(string name) =>
        Assert.Equal(new Dictionary<string, string> { [name] = "null" },
            Posted.Read($$$"""{"source":"s","text":"Hello","attributes":{"store":null,"{{{name}}}":null}}""").Attributes);

    [Fact]
    public void Source_and_text_are_enough() =>
        Assert.Equal(new("s", null, null, null, null, null, "Hello", null, null, null), Posted.Read("""{"source":"s","text":"Hello"}"""));

    [Fact]
    public void Source_and_one_rating_are_enough() =>
        Assert.Equal(new("s", null, null, null, null, null, null, null, new(null, null, 7), null), Posted.Read("""{"source":"s","ratings":{"ces":7}}"""));

    [Fact]
    public void Neither_text_nor_ratings_is_refused() => Assert.Equal(["text"], Posted.Faults("""{"source":"s"}"""));

    [Theory]
    [InlineData("""{"source":"s","text":" \n\t","ratings":null}""")]
    [InlineData("""{"source":"s","text":"","ratings":{}}""")]
    [InlineData("""{"source":"s","text":null,"ratings":{"nps":null}}""")]
    public void A_blank_text_and_empty_ratings_say_nothing(string json) => Assert.Equal(["text"], Posted.Faults(json));

    [Fact]
    public void A_blank_text_beside_a_rating_is_no_text() => Assert.Null(Posted.Read("""{"source":"s","text":" ","ratings":{"nps":0}}""").Text);

    [Fact]
    public void A_wrong_rating_is_not_also_a_missing_text() => Assert.Equal(["ratings.nps"], Posted.Faults("""{"source":"s","ratings":{"nps":11}}"""));

    [Fact]
    public void The_source_is_required() => Assert.Equal(["source"], Posted.Faults("""{"text":"Hello"}"""));

    [Fact]
    public void A_default_source_stands_in_for_none() => Assert.Equal("pos-42", Posted.Read("""{"text":"Hello"}""", "pos-42").Source);

    [Fact]
    public void A_default_source_stands_in_for_null() => Assert.Equal("pos-42", Posted.Read("""{"source":null,"text":"Hello"}""", "pos-42").Source);

    [Fact]
    public void A_default_source_gives_way_to_the_one_that_is_named() =>
        Assert.Equal("web-1", Posted.Read("""{"source":"web-1","text":"Hello"}""", "pos-42").Source);

    [Fact]
    public void A_default_source_does_not_mend_a_wrong_one() => Assert.Equal(["source"], Posted.Faults("""{"source":"a b","text":"Hello"}""", "pos-42"));

    [Theory]
    [InlineData("sourceEventId")]
    [InlineData("touchpoint")]
    [InlineData("channel")]
    [InlineData("occurredAt")]
    [InlineData("customer")]
    [InlineData("text")]
    [InlineData("language")]
    [InlineData("ratings")]
    [InlineData("attributes")]
    public void Null_is_as_good_as_not_given(string field) =>
        Assert.Equivalent(Posted.Read(Posted.Without(field)), Posted.Read(Posted.With(field, null)), strict: true);

    [Fact]
    public void A_customer_without_id_and_email_is_none() =>
        Assert.Null(Posted.Read(Posted.With("customer", new System.Text.Json.Nodes.JsonObject())).Customer);

    [Fact]
    public void Numbers_and_booleans_are_kept_as_attributes_as_they_are_written() =>
        Assert.Equal(
            new Dictionary<string, string> { ["a"] = "1.50", ["b"] = "true", ["c"] = "false", ["d"] = "" },
            Posted.Read("""{"source":"s","text":"x","attributes":{"a":1.50,"b":true,"c":false,"d":"","e":null}}""").Attributes);

    [Fact]
    public void An_attribute_that_is_a_list_is_named() =>
        Assert.Equal(["attributes.tags"], Posted.Faults("""{"source":"s","text":"x","attributes":{"tags":["a"]}}"""));

    [Fact]
    public void An_email_is_trimmed() => Assert.Equal("a@example.com", Posted.Read(Posted.With("customer.email", " a@example.com ")).Customer!.Email);

    [Fact]
    public void A_time_with_an_offset_is_brought_to_UTC() =>
        Assert.Equal("2026-11-20T16:03:11.0000000+00:00", Posted.Read(Posted.With("occurredAt", "2026-11-20T17:03:11+01:00")).OccurredAt!.Value.ToString("o"));

    [Theory]
    [InlineData("sourceEventId")]
    [InlineData("touchpoint")]
    [InlineData("channel")]
    [InlineData("occurredAt")]
    [InlineData("customer")]
    [InlineData("customer.id")]
    [InlineData("customer.email")]
    [InlineData("text")]
    [InlineData("language")]
    [InlineData("ratings")]
    [InlineData("ratings.nps")]
    [InlineData("ratings.csat")]
    [InlineData("ratings.ces")]
    [InlineData("attributes")]
    [InlineData("source")]
    public void A_value_of_the_wrong_type_is_named(string field) =>
        Assert.Equal([field], Posted.Faults(Posted.With(field, new System.Text.Json.Nodes.JsonArray(1, 2))));

    [Theory]
    [InlineData("""{"source":"s","text":"x","sentiment":1}""", "sentiment")]
    [InlineData("""{"source":"s","text":"x","Text":"y"}""", "Text")]
    [InlineData("""{"source":"s","text":"x","customer":{"id":"1","name":"Jo"}}""", "customer.name")]
    [InlineData("""{"source":"s","text":"x","ratings":{"stars":{"of":[5]}}}""", "ratings.stars")]
    public void An_unknown_field_is_refused_by_its_name(string json, string field) => Assert.Equal([field], Posted.Faults(json));

    [Theory]
    [InlineData("9.0")]
    [InlineData("9.000")]
    [InlineData("0.9e1")]
    public void A_whole_number_may_be_written_with_a_fraction_of_nothing(string written) =>
        Assert.Equal(9, Posted.Read($$$"""{"source":"s1","text":"fine","ratings":{"nps":{{{written}}}}}""").Ratings!.Nps);

    [Theory]
    [InlineData("9.5")]
    [InlineData("9.00000000000000000000000000000000001")]
    [InlineData("-0.5")]
    [InlineData("1e400")]
    public void A_number_between_two_is_no_score(string written) =>
        Assert.Equal(["ratings.nps"], Posted.Faults($$$"""{"source":"s1","text":"fine","ratings":{"nps":{{{written}}}}}"""));

    [Theory]
    [InlineData(" c-1")]
    [InlineData("c-1\u00A0")]
    [InlineData("\uFEFFc-1\t")]
    [InlineData("\u00ADc-1\u180E")]
    [InlineData("\u2800c-1\u3164")]
    [InlineData("\u200D\u200Bc-1\u2060\u200C")]
    public void The_blanks_around_a_customers_number_are_no_part_of_it(string id) =>
        Assert.Equal("c-1", Posted.Read(Posted.With("customer.id", id)).Customer!.Id);

    [Fact]
    public void The_two_spellings_of_an_accent_are_one_customer()
    {
        Assert.Equal("Kd-\u00DCn\u00EF", Posted.Read(Posted.With("customer.id", "Kd-U\u0308ni\u0308")).Customer!.Id);
        Assert.Equal("jos\u00E9@example.com", Posted.Read(Posted.With("customer.email", "jose\u0301@example.com")).Customer!.Email);
    }

    [Fact]
    public void A_customers_number_of_blanks_is_refused() => Assert.Equal(["customer.id"], Posted.Faults(Posted.With("customer.id", "  ")));

    [Theory]
    [InlineData("""{"source":"s","text":"x","text":"y"}""", "text")]
    [InlineData("""{"source":"s","text":"x","ratings":{"nps":1,"nps":1}}""", "ratings.nps")]
    [InlineData("""{"source":"s","text":"x","customer":{"id":"1","id":"1"}}""", "customer.id")]
    [InlineData("""{"source":"s","text":"x","attributes":{"a":"1","a":"1"}}""", "attributes.a")]
    public void A_field_given_twice_is_refused_by_its_name(string json, string field) => Assert.Equal([field], Posted.Faults(json));

    [Fact]
    public void All_faults_are_named_together() =>
        Assert.Equal(
            ["customer.email", "language", "occurredAt", "ratings.ces", "ratings.nps", "source", "stars", "touchpoint"],
            Posted.Faults("""
                {"source":"a b","touchpoint":"shop","occurredAt":"yesterday","customer":{"id":"1","email":"nobody"},"text":"x",
                 "language":"English please","ratings":{"nps":11,"csat":3,"ces":0},"stars":5}
                """));

    [Fact]
    public void A_fault_says_what_would_be_right_and_does_not_repeat_the_text() =>
        Assert.Equal(["must be a whole number from 0 to 10"], Posted.Errors(Posted.With("ratings.nps", "secret"))["ratings.nps"]);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("""{"source":"s","text":"x"} {}""")]
    [InlineData("""{"source":"s","text":"x",}""")]
    public void What_is_no_JSON_is_a_fault_of_the_body(string json) => Assert.Equal([FieldErrors.Body], Posted.Faults(json));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("1")]
    public void What_is_no_object_is_a_fault_of_the_body(string json) => Assert.Equal(["must be a JSON object"], Posted.Errors(json)[FieldErrors.Body]);

    [Fact]
    public void Deep_nesting_is_a_fault_of_the_body() =>
        Assert.Equal(["is nested deeper than 16 levels"], Posted.Errors("""{"source":"s","x":""" + new string('[', 20) + new string(']', 20)
            + "}")[FieldErrors.Body]);

    [Fact]
    public void A_byte_order_mark_is_passed_over() => Assert.Equal("s", Posted.Read("\uFEFF" + """{"source":"s","text":"x"}""").Source);

    [Fact]
    public void Bytes_that_are_no_Unicode_are_named() =>
        Assert.Equal(["text"], Posted.Errors([.. "{\"source\":\"s\",\"text\":\""u8, 0xC3, 0x28, .. "\"}"u8]).Keys);

    [Fact]
    public void An_escape_that_is_half_a_character_is_named() => Assert.Equal(["text"], Posted.Faults("""{"source":"s","text":"\ud83d"}"""));

    [Fact]
    public void No_input_makes_the_reader_throw() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2_000),
            Prop.ForAll(
                (from start in Gen.Choose(0, Posted.HouseExample.Length)
                 from cut in Gen.Choose(0, 30)
                 from put in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()
                 let example = Encoding.UTF8.GetBytes(Posted.HouseExample)
                 select (byte[])[.. example[..start], .. put, .. example[Math.Min(start + cut, example.Length)..]]).ToArbitrary(),
                body => Posted.Reader().Read(body, null, out var errors) is null != errors.None));

    [Fact]
    public void An_array_gives_every_element_in_order_whether_valid_or_not()
    {
        var read = ReadArray("""[{"source":"s","text":"a"},{"source":"s"},17,{"source":"s","text":"b"}]""", out var fault);

        Assert.Null(fault);
        Assert.Equal(["a", "text", "$", "b"], read.Select(item => item.Feedback?.Text ?? item.Errors.ToDictionary().Keys.Single()));
    }

    [Fact]
    public void An_empty_array_holds_nothing()
    {
        Assert.Empty(ReadArray("[]", out var fault));
        Assert.Null(fault);
    }

    [Fact]
    public void A_thousand_elements_are_read()
    {
        Assert.Equal(1_000, ReadArray(ArrayOf(1_000), out var fault).Count);
        Assert.Null(fault);
    }

    [Fact]
    public void More_than_a_thousand_elements_are_a_fault_of_the_body()
    {
        ReadArray(ArrayOf(1_001), out var fault);

        Assert.Equal(["must have at most 1000 items"], fault!.ToDictionary()[FieldErrors.Body]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("[] []")]
    [InlineData("""[{"source":"s","text":"a"},]""")]
    public void What_is_no_array_is_a_fault_of_the_body(string json)
    {
        ReadArray(json, out var fault);

        Assert.Equal([FieldErrors.Body], fault!.ToDictionary().Keys);
    }

    private static string ArrayOf(int count) => $"[{string.Join(',', Enumerable.Repeat("""{"source":"s","text":"a"}""", count))}]";

    private static List<(PostedFeedback? Feedback, FieldErrors Errors)> ReadArray(string json, out FieldErrors? fault)
    {
        var read = new List<(PostedFeedback?, FieldErrors)>();
        fault = Posted.Reader().ReadArray(Encoding.UTF8.GetBytes(json), (feedback, errors) => read.Add((feedback, errors)));
        return read;
    }
}
