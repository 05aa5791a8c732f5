using System.Text.Json;
using Feedback.Core.Access;
using Feedback.Core.Storage;
using Feedback.EndToEnd.Running;

namespace Feedback.EndToEnd.Upgrade;

/// <summary>What stands in a folder that version 0.1 wrote stays as it is when the present program runs on it, but for the folds, which are counted anew
/// once.</summary>
public sealed class CountsStoredFolderAnewTests : IAsyncLifetime
{
    // Longer than any timer of the program that looks for work: the tickets' every five seconds.
    private static readonly TimeSpan UntilAllHaveLooked = TimeSpan.FromSeconds(7);

    private StoredFolder _stored = null!;

    public async Task InitializeAsync() => _stored = await StoredFolder.UnpackAsync("0.1");

    public Task DisposeAsync()
    {
        _stored.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Everything_counted_once_more_agrees_with_what_is_stored()
    {
        var (exit, output) = await _stored.RunAsync("verify");

        Assert.Equal(0, exit);
        Assert.Equal(_stored.Expected.GetProperty("verified").EnumerateArray().Select(line => line.GetString()),
            output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Running_on_it_changes_no_document_and_sends_no_mail()
    {
        var before = await _stored.ReadAllAsync();
        await using (var program = await _stored.ServeAsync())
        {
            await program.DrainAsync();
            await Task.Delay(UntilAllHaveLooked);
            Assert.Equal(0, await program.StopAsync());
        }

        var after = await _stored.ReadAllAsync();

        List<string> changed =
            [.. before.Keys.Union(after.Keys).Where(name => !MayChange(name) && before.GetValueOrDefault(name) != after.GetValueOrDefault(name))
            .Select(name => $"{name}: {before.GetValueOrDefault(name) ?? "(none)"} → {after.GetValueOrDefault(name) ?? "(none)"}")];
        Assert.True(changed.Count == 0, $"{changed.Count} changed:{Environment.NewLine}{string.Join(Environment.NewLine, changed.Take(10))}");
        Assert.Equal(before.Keys.Append($"{Containers.Settings}/{DocumentKinds.Calendar}/company")
            .Append($"{Containers.Settings}/{DocumentKinds.Key}/{ApiKey.Hash(FeedbackProcess.ManagerKey)}")
            .Except([$"{Containers.Settings}/{DocumentKinds.Key}/{FormerKey()}"]).Order(StringComparer.Ordinal), after.Keys);

        // A cursor is stored when something was handled; the configured manager's key is let in at each start, and the one before is not any more; folds are
        // counted anew, which changes how they name customers and nothing else; signing secrets are encrypted, and nothing else of who has them changes.
        bool MayChange(string name) => name.StartsWith($"{Containers.Settings}/{DocumentKinds.Cursor}/", StringComparison.Ordinal)
            || name.StartsWith($"{Containers.Settings}/{DocumentKinds.Calendar}/", StringComparison.Ordinal)
            || name == $"{Containers.Settings}/{DocumentKinds.Key}/{ApiKey.Hash(FeedbackProcess.ManagerKey)}"
            || name == $"{Containers.Settings}/{DocumentKinds.Key}/{FormerKey()}"
            || name == $"{Containers.Settings}/{DocumentKinds.Secret}/configured-manager"
            || (HasSecrets(name) && WithoutSecrets(before[name]) == WithoutSecrets(after[name]) && !after[name].Contains("\"whsec_", StringComparison.Ordinal))
            || (name.StartsWith($"{Containers.Folds}/", StringComparison.Ordinal) && before.ContainsKey(name)
                && CountsOf(before[name]) == CountsOf(after[name]));

        string FormerKey() =>
            JsonElement.Parse(BodyOf(before[$"{Containers.Settings}/{DocumentKinds.Secret}/configured-manager"])).GetProperty("value").GetString()!;

        static bool HasSecrets(string name) => name.StartsWith($"{Containers.Settings}/{DocumentKinds.Source}/", StringComparison.Ordinal)
            || name.StartsWith($"{Containers.Settings}/{DocumentKinds.Subscription}/", StringComparison.Ordinal);

        static string WithoutSecrets(string document) => string.Join(' ', JsonElement.Parse(BodyOf(document)).EnumerateObject()
            .Where(property => property.Name != "signingSecrets").Select(property => $"{property.Name}={property.Value}"));

        static string BodyOf(string document) => document[document.IndexOf('{', StringComparison.Ordinal)..];

        static string CountsOf(string fold) => JsonElement.Parse(fold[fold.IndexOf('{', StringComparison.Ordinal)..]) is var json
            ? $"{json.GetProperty("cells")} {json.GetProperty("scores")}" : "";
    }

    [Fact]
    public async Task Everything_is_counted_anew_once_and_agrees_with_what_is_stored()
    {
        await _stored.CountAnewAsync();

        Assert.Equal(0, (await _stored.RunAsync("verify")).ExitCode);
        await using var program = await _stored.ServeAsync();
        await program.DrainAsync();
        Assert.DoesNotContain("days anew", program.Output, StringComparison.Ordinal);
    }
}
