using System.Text.Json.Nodes;
using Feedback.Core.Journeys;
using Feedback.Core.Records;

namespace Feedback.Core.Tests.Journeys;

/// <summary>Two words are one to a mapper when their stems are: seen from outside, through a journey that knows one word only.</summary>
public sealed class StemmingTests
{
    // The examples of Porter's paper, one a rule at least.
    [Theory]
    [InlineData("caress", "caresses")]
    [InlineData("pony", "ponies")]
    [InlineData("cat", "cats")]
    [InlineData("agree", "agreed")]
    [InlineData("plaster", "plastered")]
    [InlineData("motor", "motoring")]
    [InlineData("conflate", "conflated")]
    [InlineData("trouble", "troubled")]
    [InlineData("size", "sized")]
    [InlineData("hop", "hopping")]
    [InlineData("tan", "tanned")]
    [InlineData("fall", "falling")]
    [InlineData("hiss", "hissing")]
    [InlineData("fizz", "fizzed")]
    [InlineData("fail", "failing")]
    [InlineData("file", "filing")]
    [InlineData("relate", "relational")]
    [InlineData("condition", "conditional")]
    [InlineData("digit", "digitizer")]
    [InlineData("conform", "conformably")]
    [InlineData("radical", "radically")]
    [InlineData("different", "differently")]
    [InlineData("vile", "vilely")]
    [InlineData("operate", "operator")]
    [InlineData("decisive", "decisiveness")]
    [InlineData("hopeful", "hopefulness")]
    [InlineData("formal", "formality")]
    [InlineData("sensitive", "sensitivity")]
    [InlineData("sensible", "sensibility")]
    [InlineData("triplicate", "triplicated")]
    [InlineData("form", "formative")]
    [InlineData("electric", "electrical")]
    [InlineData("good", "goodness")]
    [InlineData("adjust", "adjustable")]
    [InlineData("irritant", "irritate")]
    [InlineData("replace", "replacement")]
    [InlineData("adopt", "adoption")]
    [InlineData("homologous", "homology")]
    [InlineData("effect", "effective")]
    [InlineData("control", "controlling")]
    [InlineData("cancel", "cancelled")]
    [InlineData("cancel", "canceled")]
    [InlineData("cancel", "cancellation")]
    public void Inflections_are_one_word(string word, string inflected) => Assert.True(AreOne(word, inflected));

    [Theory]
    [InlineData("colour", "color")]
    [InlineData("favourite", "favorites")]
    [InlineData("centre", "centers")]
    [InlineData("fibre", "fiber")]
    [InlineData("apologise", "apologized")]
    [InlineData("authorisation", "authorization")]
    [InlineData("unauthorised", "unauthorized")]
    [InlineData("instalments", "installment")]
    [InlineData("grey", "gray")]
    [InlineData("cosy", "cozy")]
    public void British_and_American_spellings_are_one_word(string british, string american) => Assert.True(AreOne(british, american));

    [Theory]
    [InlineData("price", "prize")]
    [InlineData("ring", "r")]
    [InlineData("bed", "b")]
    [InlineData("card", "care")]
    [InlineData("hour", "hor")]
    [InlineData("fee", "feed")]
    [InlineData("café", "cafe")]
    public void Other_words_stay_apart(string one, string other) => Assert.False(AreOne(one, other));

    private static bool AreOne(string known, string written)
    {
        var json = Definitions.Shop();
        json["themes"] = new JsonArray(new JsonObject
        {
            ["id"] = "it",
            ["title"] = "It",
            ["silo"] = "store",
            ["terms"] = new JsonArray(known),
            ["phrases"] = new JsonArray()
        });
        return new OpinionMapper(Definitions.Read(json)).Map(written, new(null, null, new(0, written.Length), Sentiment.Neutral), "store").Theme == "it";
    }
}
