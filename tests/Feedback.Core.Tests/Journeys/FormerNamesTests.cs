using System.Text.Json.Nodes;

namespace Feedback.Core.Tests.Journeys;

public sealed class FormerNamesTests
{
    [Fact]
    public void A_former_name_leads_to_the_present_one_and_every_other_stays()
    {
        var shop = Definitions.Read(Definitions.Shop());

        Assert.Equal(("staff-attitude", "staff-attitude", "never-was"),
            (shop.ThemeNow("rudeness"), shop.ThemeNow("staff-attitude"), shop.ThemeNow("never-was")));
        Assert.Equal(("buy", "buy", "never-was"), (shop.StageNow("find"), shop.StageNow("buy"), shop.StageNow("never-was")));
    }

    [Theory]
    [InlineData("themes", "invoice-error", "/themes/2/formerly/0", "is in use")]
    [InlineData("themes", "rudeness", "/themes/2/formerly/0", "is listed twice")]
    [InlineData("stages", "pay", "/stages/2/formerly/0", "is in use")]
    [InlineData("stages", "find", "/stages/2/formerly/0", "is listed twice")]
    public void A_former_name_leads_to_one_only(string list, string former, string path, string message)
    {
        var json = Definitions.Shop();
        json[list]![2]!.AsObject()["formerly"] = new JsonArray(former);

        var problem = Assert.Single(Definitions.Problems(json));
        Assert.Equal(path, problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_renamed_is_another_version()
    {
        var json = Definitions.Shop();
        json["themes"]![0]!.AsObject().Remove("formerly");

        Assert.NotEqual(Definitions.Read(Definitions.Shop()).Version, Definitions.Read(json).Version);
    }
}
