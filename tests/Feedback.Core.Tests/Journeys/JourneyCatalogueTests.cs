using Feedback.Core.Journeys;

namespace Feedback.Core.Tests.Journeys;

public sealed class JourneyCatalogueTests
{
    private static readonly JourneyDefinition Retail = Definitions.Shipped("retail");
    private static readonly JourneyDefinition Subscription = Definitions.Shipped("subscription");

    [Fact]
    public void All_definitions_are_kept_and_the_active_ones_named_apart()
    {
        var catalogue = new JourneyCatalogue([Retail, Subscription], ["subscription"]);

        Assert.Equal([Retail, Subscription], catalogue.All);
        Assert.Equal([Subscription], catalogue.Active);
    }

    [Fact]
    public void Active_journeys_stand_in_the_order_in_which_they_are_named() =>
        Assert.Equal([Subscription, Retail], new JourneyCatalogue([Retail, Subscription], ["subscription", "retail"]).Active);

    [Fact]
    public void An_active_journey_without_a_definition_is_refused_with_a_guess_at_what_was_meant()
    {
        var e = Assert.Throws<JourneyDefinitionException>(() => new JourneyCatalogue([Retail], ["retial"]));

        Assert.Equal("no journey is called \"retial\" (did you mean \"retail\"?)", e.Message);
    }

    [Fact]
    public void A_journey_active_twice_is_refused() =>
        Assert.Equal("the journey \"retail\" is active twice",
            Assert.Throws<JourneyDefinitionException>(() => new JourneyCatalogue([Retail], ["retail", "retail"])).Message);

    [Fact]
    public void Two_definitions_of_one_id_are_refused() =>
        Assert.Equal("two definitions are called \"retail\"",
            Assert.Throws<JourneyDefinitionException>(() => new JourneyCatalogue([Retail, Retail], [])).Message);

    [Fact]
    public void A_definition_is_found_by_its_id_whether_active_or_not() =>
        Assert.Same(Retail, new JourneyCatalogue([Retail, Subscription], []).Find("retail"));

    [Fact]
    public void An_unknown_id_finds_nothing() => Assert.Null(new JourneyCatalogue([Retail], []).Find("b2b"));

    [Fact]
    public void A_journey_has_one_mapper()
    {
        var catalogue = new JourneyCatalogue([Retail], []);

        Assert.Same(catalogue.MapperFor("retail"), catalogue.MapperFor("retail"));
        Assert.Same(Retail, catalogue.MapperFor("retail").Definition);
    }

    [Fact]
    public void An_unknown_journey_has_no_mapper() => Assert.Throws<KeyNotFoundException>(() => new JourneyCatalogue([Retail], []).MapperFor("b2b"));
}
