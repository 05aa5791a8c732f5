using NetArchTest.Rules;

namespace Feedback.Core.Tests.Architecture;

/// <summary>The folders of Core know each other in one direction: each only those that stand before it here. So no two know each other mutually, nor in a
/// circle.</summary>
public sealed class FolderDirectionTests
{
    // From what knows nobody to what knows the whole way of a feedback.
    private static readonly string[] Folders =
    [
        "Requests", "Storage", "Observability", "Mail",
        "Records", "Privacy", "Access", "Language", "Journeys", "Signals", "Maps",
        "Customers", "Corrections", "Intake",
        "Drivers", "Detection", "Tickets", "Outcomes",
        "Subscriptions", "ClosingTheLoop", "Digests",
        "Timelines", "Erasures", "Pipeline",
    ];

    public static TheoryData<string> All => new(Folders);

    [Fact]
    public void Every_folder_of_Core_has_its_place_in_the_order() =>
        Assert.Equal(
            Folders.Order(),
            typeof(Core.Storage.IDocumentStore).Assembly.GetTypes()
                .Where(type => type.Namespace?.StartsWith("Feedback.Core.", StringComparison.Ordinal) == true)
                .Select(type => type.Namespace!.Split('.')[2])
                .Distinct()
                .Order());

    [Theory]
    [MemberData(nameof(All))]
    public void A_folder_knows_only_those_that_stand_before_it(string folder)
    {
        var later = Folders.SkipWhile(one => one != folder).Skip(1).Select(one => $"Feedback.Core.{one}").ToArray();
        if (later.Length == 0)
            return;

        var result = Types.InAssembly(typeof(Core.Storage.IDocumentStore).Assembly)
            .That().ResideInNamespace($"Feedback.Core.{folder}")
            .Should().NotHaveDependencyOnAny(later)
            .GetResult();

        Assert.True(result.IsSuccessful,
            $"{folder} knows what stands behind it: {string.Join(", ", (result.FailingTypes ?? []).Select(type => type.FullName))}");
    }

    [Fact]
    public void Core_does_no_input_and_output()
    {
        var result = Types.InAssembly(typeof(Core.Storage.IDocumentStore).Assembly)
            .Should().NotHaveDependencyOnAny(
                "System.Net.Http", "System.Net.Sockets", "System.Net.Mail", "System.IO.File", "System.IO.FileStream", "System.IO.Directory",
                    "System.Diagnostics.Process", "Microsoft.AspNetCore")
            .GetResult();

        Assert.True(result.IsSuccessful, $"These do: {string.Join(", ", (result.FailingTypes ?? []).Select(type => type.FullName))}");
    }
}
