using System.Text;
using System.Text.Json.Nodes;
using Feedback.Core.Journeys;
using Feedback.Core.Records;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Journeys;

public sealed class JourneyDefinitionReaderTests
{
    [Fact]
    public void A_definition_is_read_as_it_is_written()
    {
        var shop = Definitions.Read(Definitions.Shop());

        Assert.Equal(("shop", "A shop"), (shop.Id, shop.Title));
        Assert.Equal(["store", "billing", "logistics"], shop.Silos.Select(silo => silo.Id));
        Assert.Equal(["buy", "receive", "pay"], shop.Stages.Select(stage => stage.Id));
        Assert.Equal(new TouchpointDefinition("billing", "billing", "pay"), shop.Touchpoints[1]);
        Assert.Null(shop.Touchpoints[2].Stage);
        Assert.Null(shop.Themes[0].Stage);
        Assert.Equal(["charged twice", "gift card was charged"], shop.Themes[1].Phrases);
    }

    [Fact]
    public void A_problem_names_file_place_fault_and_what_was_probably_meant()
    {
        var json = Definitions.Shop();
        json["themes"]![2]!["stage"] = "recieve";

        var e = Assert.Throws<JourneyDefinitionException>(() => Definitions.Read(json, "shop.json"));

        Assert.Equal("shop.json /themes/2/stage: no stage is called \"recieve\" (did you mean \"receive\"?)", e.Message);
    }

    [Fact]
    public void Every_fault_is_found_in_one_reading()
    {
        var json = Definitions.Shop();
        json["themes"]![0]!["silo"] = "shop-floor";
        json["themes"]![1]!["stage"] = "paying";
        json["touchpoints"]![0]!["kind"] = "shop";
        json.Remove("title");

        var e = Assert.Throws<JourneyDefinitionException>(() => Definitions.Read(json));

        Assert.Equal(["", "/touchpoints/0/kind", "/themes/0/silo", "/themes/1/stage"], e.Problems.Select(problem => problem.Path));
        Assert.Equal(4, e.Message.Split('\n').Length);
    }

    [Fact]
    public void A_name_that_resembles_nothing_gets_no_suggestion()
    {
        var json = Definitions.Shop();
        json["themes"]![2]!["stage"] = "contemplate";

        Assert.Equal("no stage is called \"contemplate\"", Assert.Single(Definitions.Problems(json)).Message);
    }

    [Fact]
    public void A_syntax_error_names_the_line() =>
        Assert.StartsWith("line 3, byte 2: ", Assert.Single(Definitions.Problems("{\n  \"id\": \"shop\"\n}}")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{ /* why */ \"id\": \"shop\" }")]
    [InlineData("{ \"id\": \"shop\", }")]
    [InlineData("")]
    [InlineData("\uFEFF\uFEFF{}")]
    public void What_is_not_strictly_JSON_is_refused(string json) =>
        Assert.StartsWith("line 1, byte ", Assert.Single(Definitions.Problems(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_byte_order_mark_is_no_fault() => Assert.Empty(Definitions.Problems('\uFEFF' + Definitions.Shop().ToJsonString()));

    [Theory]
    [InlineData("[]", "an array")]
    [InlineData("null", "null")]
    [InlineData("\"shop\"", "a string")]
    public void A_definition_is_an_object(string json, string what) =>
        Assert.Equal($"must be an object, not {what}", Assert.Single(Definitions.Problems(json)).Message);

    [Fact]
    public void An_unknown_property_is_refused_by_name()
    {
        var json = Definitions.Shop();
        json["stages"]![1]!["titel"] = "I get it";

        var problem = Assert.Single(Definitions.Problems(json));

        Assert.Equal(("/stages/1/titel", "no property is called \"titel\" (did you mean \"title\"?)"), (problem.Path, problem.Message));
    }

    [Fact]
    public void A_pointer_to_an_odd_property_is_escaped()
    {
        var json = Definitions.Shop();
        json["a/b~c"] = 1;

        Assert.Equal("/a~1b~0c", Assert.Single(Definitions.Problems(json)).Path);
    }

    [Fact]
    public void A_property_given_twice_is_refused()
    {
        var problem = Assert.Single(Definitions.Problems(Definitions.Shop().ToJsonString()
            .Replace("\"title\":\"A shop\"", "\"title\":\"A shop\",\"title\":\"B\"", StringComparison.Ordinal)));

        Assert.Equal(("/title", "is given twice"), (problem.Path, problem.Message));
    }

    [Fact]
    public void A_lone_surrogate_is_a_fault_and_not_a_crash()
    {
        var problem = Assert.Single(Definitions.Problems(Definitions.Shop().ToJsonString().Replace("A shop", "\\ud800", StringComparison.Ordinal)));

        Assert.Equal(("/title", "is not valid Unicode"), (problem.Path, problem.Message));
    }

    [Theory]
    [InlineData("Shop")]
    [InlineData("1shop")]
    [InlineData("-shop")]
    [InlineData("shop floor")]
    [InlineData("shöp")]
    [InlineData("shop\n")]
    [InlineData("a123456789a123456789a123456789a123456789a")]
    public void An_id_is_a_short_word_of_lower_case_letters_digits_and_hyphens(string id)
    {
        var json = Definitions.Shop();
        json["themes"]![0]!["id"] = id;

        Assert.Equal("/themes/0/id", Assert.Single(Definitions.Problems(json)).Path);
    }

    [Fact]
    public void An_id_may_have_forty_characters()
    {
        var json = Definitions.Shop();
        json["themes"]![0]!["id"] = "a" + new string('-', 39);

        Assert.Empty(Definitions.Problems(json));
    }

    [Theory]
    [InlineData("stages", "/stages/0/id")]
    [InlineData("themes", "/themes/0/id")]
    [InlineData("segments", "/segments/0/id")]
    public void The_id_unmapped_is_reserved(string list, string path)
    {
        var json = Definitions.Shop();
        json[list]![0]!["id"] = "unmapped";

        Assert.Contains(Definitions.Problems(json), problem => problem == new JourneyDefinitionProblem(Definitions.File, path, "\"unmapped\" is reserved"));
    }

    [Fact]
    public void No_silo_is_called_unknown()
    {
        var json = Definitions.Shop();
        json["silos"]!.AsArray().Add(new JsonObject { ["id"] = "unknown", ["title"] = "?" });

        Assert.Equal("/silos/3/id", Assert.Single(Definitions.Problems(json)).Path);
    }

    [Theory]
    [InlineData("silos", "/silos/3/id")]
    [InlineData("stages", "/stages/3/id")]
    [InlineData("touchpoints", "/touchpoints/3/kind")]
    [InlineData("segments", "/segments/2/id")]
    public void Nothing_is_defined_twice(string list, string path)
    {
        var json = Definitions.Shop();
        json[list]!.AsArray().Add(json[list]![0]!.DeepClone());

        Assert.Equal(path, Assert.Single(Definitions.Problems(json)).Path);
    }

    [Fact]
    public void The_id_is_the_name_of_the_file()
    {
        var problem = Assert.Single(Definitions.Problems(Definitions.Shop(), "journeys/boutique.json"));

        Assert.Equal(("/id", "is \"shop\", but the file is called \"boutique.json\""), (problem.Path, problem.Message));
    }

    [Fact]
    public void A_journey_has_a_stage()
    {
        var json = Definitions.Shop();
        json["stages"] = new JsonArray();

        Assert.Contains(Definitions.Problems(json), problem => problem is { Path: "/stages", Message: "a journey needs at least one stage" });
    }

    [Fact]
    public void Two_themes_never_claim_the_same_words()
    {
        var json = Definitions.Shop();
        json["themes"]![2]!["phrases"]!.AsArray().Add("charged twice");

        var problem = Assert.Single(Definitions.Problems(json));

        Assert.Equal(("/themes/2/phrases/1", "\"charged twice\" is also claimed by the theme \"invoice-error\""), (problem.Path, problem.Message));
    }

    [Fact]
    public void Words_that_differ_only_in_inflection_or_small_words_are_the_same_claim()
    {
        var json = Definitions.Shop();
        json["themes"]![2]!["phrases"]!.AsArray().Add("charging me for it twice");

        Assert.Equal("\"charging me for it twice\" is also claimed by the theme \"invoice-error\", as \"charged twice\"",
            Assert.Single(Definitions.Problems(json)).Message);
    }

    [Theory]
    [InlineData("terms", "Staff", "\"Staff\" must be lower case")]
    [InlineData("terms", " ", "is empty")]
    [InlineData("terms", "...", "\"...\" has no word to search for")]
    [InlineData("terms", "the", "\"the\" has no word to search for")]
    [InlineData("terms", "shop assistant", "\"shop assistant\" has more than one word: list it under phrases")]
    [InlineData("terms", "staff", "\"staff\" is listed twice")]
    [InlineData("phrases", "with the staffs",
        "\"with the staffs\" comes down to the one word \"staff\", because small words are ignored; a phrase needs two")]
    public void Words_that_would_mislead_are_refused(string list, string words, string message)
    {
        var json = Definitions.Shop();
        var all = json["themes"]![0]![list]!.AsArray();
        all.Add(words);

        var problem = Assert.Single(Definitions.Problems(json));

        Assert.Equal(($"/themes/0/{list}/{all.Count - 1}", message), (problem.Path, problem.Message));
    }

    [Fact]
    public void A_theme_that_nothing_points_to_is_refused()
    {
        var json = Definitions.Shop();
        json["themes"]![0]!["terms"] = new JsonArray();
        json["themes"]![0]!["phrases"] = new JsonArray();
        json["themes"]![0]!.AsObject().Remove("near");

        Assert.Equal("/themes/0", Assert.Single(Definitions.Problems(json)).Path);
    }

    [Fact]
    public void A_segment_without_a_value_is_refused()
    {
        var json = Definitions.Shop();
        json["segments"]![0]!["values"] = new JsonArray();

        var problem = Assert.Single(Definitions.Problems(json));

        Assert.Equal(("/segments/0/values", "needs a value: no customer would ever belong to it"), (problem.Path, problem.Message));
    }

    [Fact]
    public void A_value_of_a_segment_stands_there_once_whatever_its_case()
    {
        var json = Definitions.Shop();
        json["segments"]![0]!["values"]!.AsArray().Add(" gold");

        var problem = Assert.Single(Definitions.Problems(json));

        Assert.Equal(("/segments/0/values/2", "\" gold\" is listed twice"), (problem.Path, problem.Message));
    }

    [Fact]
    public void A_journey_needs_no_segments()
    {
        var json = Definitions.Shop();
        json.Remove("segments");

        Assert.Empty(Definitions.Read(json).Segments);
    }

    [Theory]
    [InlineData("retail")]
    [InlineData("subscription")]
    public void The_shipped_definitions_have_every_kind_of_touchpoint_and_25_to_40_themes(string id)
    {
        var definition = Definitions.Shipped(id);

        Assert.Equal(Touchpoint.All.Order(), definition.Touchpoints.Select(touchpoint => touchpoint.Kind).Order());
        Assert.InRange(definition.Themes.Count, 25, 40);
    }

    [Fact]
    public void The_retail_journey_has_the_themes_that_the_rest_of_the_house_speaks_of()
    {
        var themes = Definitions.Shipped("retail").Themes.Select(theme => theme.Id);

        Assert.Superset(new HashSet<string> { "delivery-time", "refund", "invoice-error", "staff-attitude" }, themes.ToHashSet());
    }

    [Fact]
    public void Whatever_the_bytes_the_reader_answers_with_a_definition_or_its_own_exception() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            try
            {
                JourneyDefinitionReader.Read(bytes, "x.json");
                return false;
            }
            catch (JourneyDefinitionException e)
            {
                return e.Problems.Count > 0;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_one_value_is_replaced_by_the_reader_answers_with_a_definition_or_its_own_exception()
    {
        var values = Gen.Elements("null", "1", "true", "\"\"", "\"x\"", "\"\\ud800\"", "[]", "[null]", "{}", "{\"id\":1}", "[[]]");
        var places = Gen.Choose(0, Encoding.UTF8.GetByteCount(Definitions.Shop().ToJsonString()));
        Prop.ForAll(values.Zip(places).ToArbitrary(), change =>
        {
            var json = Definitions.Shop().ToJsonString();
            var colon = json.IndexOf(':', Math.Min(change.Item2, json.LastIndexOf(':')));
            var end = json.AsSpan(colon + 1).IndexOfAny(',', '}', ']');
            Definitions.Problems(json[..(colon + 1)] + change.Item1 + json[(colon + 1 + end)..]);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("""{ "parcel": [ "late" ] }""", "/themes/0/near/parcel", "\"parcel\" is not one of the theme's terms")]
    [InlineData("""{ "desk": [] }""", "/themes/0/near/desk", "needs a word: \"desk\" would never count")]
    [InlineData("""{ "desk": [ "Parcel" ] }""", "/themes/0/near/desk/0", "\"Parcel\" must be lower case")]
    [InlineData("""{ "desk": [ "the parcel office" ] }""", "/themes/0/near/desk/0", "\"the parcel office\" must be one word to search for")]
    [InlineData("""[ "desk" ]""", "/themes/0/near", "must be an object, not an array")]
    public void Words_near_which_a_term_counts_are_checked(string near, string path, string message)
    {
        var json = Definitions.Shop();
        json["themes"]![0]!["near"] = JsonNode.Parse(near);

        var problem = Assert.Single(Definitions.Problems(json));

        Assert.Equal((path, message), (problem.Path, problem.Message));
    }
}
