using System.Xml.Linq;
using Feedback.Testing;

namespace Feedback.App.Tests.Architecture;

/// <summary>Projects depend in one direction: heads → Web → Azure, Cosmos, Sqlite → Core.</summary>
public sealed class RoomDirectionTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Feedback.Core"] = [],
        ["Feedback.Sqlite"] = ["Feedback.Core"],
        ["Feedback.Cosmos"] = ["Feedback.Core"],
        ["Feedback.Azure"] = ["Feedback.Core"],
        ["Feedback.MiniLm"] = ["Feedback.Core"],
        ["Feedback.Web"] = ["Feedback.Azure", "Feedback.Core", "Feedback.Cosmos", "Feedback.Sqlite"],
        // The sentence model only where the build asks for it.
        ["Feedback.App"] = ["Feedback.MiniLm", "Feedback.Web"],
    };

    public static TheoryData<string> Rooms => new(Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder)!));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_only_what_lies_beneath_it(string room)
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src", room, $"{room}.csproj"));

        // A tool that the build runs is not part of what is built.
        var known = project.Descendants("ProjectReference")
            .Where(reference => reference.Attribute("ReferenceOutputAssembly")?.Value != "false").Select(reference =>
            Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Equal(MayKnow[room], known.Order());
    }

    [Fact]
    public void No_room_can_be_seen_into_but_by_its_own_head_tests_and_benches()
    {
        var looksIn = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(project => XDocument.Load(project).Descendants("InternalsVisibleTo")
                .Select(friend => $"{Path.GetFileNameWithoutExtension(project)} → {friend.Attribute("Include")!.Value}"))
            .Where(friend => !friend.Contains(".Tests", StringComparison.Ordinal) && !friend.Contains(".Bench.", StringComparison.Ordinal)
                && !friend.EndsWith("EndToEnd", StringComparison.Ordinal));

        Assert.Equal(["Feedback.Web → Feedback.App"], looksIn);
    }
}
