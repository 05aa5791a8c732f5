namespace Feedback.Core.Tests.Journeys;

public sealed class SegmentTests
{
    [Theory]
    [InlineData("Gold")]
    [InlineData(" gold ")]
    [InlineData("PLATINUM")]
    public void A_value_belongs_to_a_segment_whatever_its_case_and_blanks(string tier) => Assert.Equal(["gold"], Of(("tier", tier)));

    [Theory]
    [InlineData("tier", "golden")]
    [InlineData("Tier", "Gold")]
    [InlineData("level", "Gold")]
    public void What_no_segment_names_belongs_to_none(string attribute, string value) => Assert.Null(Of((attribute, value)));

    [Fact]
    public void Feedback_without_attributes_belongs_to_none() => Assert.Null(Definitions.Read(Definitions.Shop()).SegmentsOf(null));

    [Fact]
    public void Feedback_may_belong_to_several_which_stand_in_the_order_of_their_ids()
    {
        var json = Definitions.Shop();
        json["segments"]!.AsArray().Insert(0, json["segments"]![1]!.DeepClone());
        json["segments"]!.AsArray().RemoveAt(2);

        Assert.Equal(["gold", "leeds"], Definitions.Read(json).SegmentsOf(new Dictionary<string, string> { ["store"] = "Leeds", ["tier"] = "Gold" }));
    }

    private static IReadOnlyList<string>? Of(params IEnumerable<(string Name, string Value)> attributes) =>
        Definitions.Read(Definitions.Shop()).SegmentsOf(attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value));
}
