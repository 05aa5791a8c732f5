using System.Net;
using System.Net.Http.Headers;
using Feedback.App.Cli;
using Feedback.Web.Hosting;

namespace Feedback.App.Tests.Cli;

public sealed class StartTextTests : IDisposable
{
    private const string NewKey = "chosen-after-a-loss-0123456789abcdef";
    private readonly string _data = Path.Combine(Path.GetTempPath(), "feedback-tests", Guid.NewGuid().ToString("N"));

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task The_first_start_shows_the_manager_key_in_its_last_lines_with_how_to_use_it()
    {
        await using var program = await StartAsync();

        var lines = Lines(StartText.Of(program));

        Assert.Contains(lines, line => line.EndsWith(_data, StringComparison.Ordinal));
        Assert.Equal(
            [
                $"Manager key: {program.FirstKey}",
                $"  It is shown only this once, so keep it. Sign in at {program.App.Urls.First()}/ with it. For the API:",
                "    " + Variable("MANAGER_KEY", program.FirstKey!),
                "  Lost the key? Choose a new one of at least 32 characters (`openssl rand -hex 32`), set it, and start again:",
                "    " + Variable("Feedback__ManagerKey", "NEW-KEY"),
            ],
            lines[^5..]);
        Assert.Equal(HttpStatusCode.OK, await SourcesAsync(program, program.FirstKey!));
    }

    [Fact]
    public async Task A_later_start_does_not_show_the_key_and_says_what_to_do_when_it_is_lost()
    {
        await using (var first = await StartAsync())
            await first.MarkKeyShownAsync();

        await using var program = await StartAsync();

        Assert.Equal(
            [
                $"Manager key: the same as before. Sign in at {program.App.Urls.First()}/ with it.",
                "  Lost the key? Choose a new one of at least 32 characters (`openssl rand -hex 32`), set it, and start again:",
                "    " + Variable("Feedback__ManagerKey", "NEW-KEY"),
            ],
            Lines(StartText.Of(program))[^3..]);
    }

    [Fact]
    public async Task A_key_that_is_set_replaces_a_lost_one_for_as_long_as_it_is_set()
    {
        await using (await StartAsync())
        {
        }

        await using (var program = await StartAsync($"--Feedback:ManagerKey={NewKey}"))
        {
            Assert.DoesNotContain(NewKey, StartText.Of(program), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, await SourcesAsync(program, NewKey));
        }

        await using (var later = await StartAsync($"--Feedback:ManagerKey={NewKey}"))
            Assert.Equal(HttpStatusCode.OK, await SourcesAsync(later, NewKey));
        await using var without = await StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await SourcesAsync(without, NewKey));
        Assert.Equal(HttpStatusCode.OK, await SourcesAsync(without, without.FirstKey!));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("--Feedback:PublicUrl=http://localhost:8080", true)]
    [InlineData("--Feedback:PublicUrl=https://voices.example.com", false)]
    public async Task Mails_whose_links_lead_to_this_machine_are_warned_of(string publicUrl, bool isWarned)
    {
        string[] mail = ["--Feedback:Mail=smtp", "--Feedback:SmtpHost=127.0.0.1", "--Feedback:MailFrom=voices@example.com"];

        await using var program = await StartAsync(publicUrl.Length == 0 ? mail : [.. mail, publicUrl]);

        var text = StartText.Of(program);
        Assert.Equal(isWarned, text.Contains("WARNING   Links in mails lead to http://", StringComparison.Ordinal));
        Assert.Equal(isWarned, text.Contains("Set Feedback:PublicUrl", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mails_into_the_folder_are_not_warned_of()
    {
        await using var program = await StartAsync();

        Assert.DoesNotContain("WARNING", StartText.Of(program), StringComparison.Ordinal);
    }

    private async Task<FeedbackProgram> StartAsync(params string[] configuration)
    {
        var program = await AppHost.BuildAsync(
            ["--urls", "http://127.0.0.1:0", $"--Feedback:Data={_data}", "--Logging:LogLevel:Default=Warning", .. configuration]);
        await program.App.StartAsync();
        return program;
    }

    private static async Task<HttpStatusCode> SourcesAsync(FeedbackProgram program, string key)
    {
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        using var response = await client.GetAsync(new Uri(new Uri(program.App.Urls.First()), "/v1/sources"));
        return response.StatusCode;
    }

    private static string[] Lines(string text) => text.TrimEnd().Split(Environment.NewLine);

    private static string Variable(string name, string value) => OperatingSystem.IsWindows() ? $"$env:{name} = '{value}'" : $"export {name}='{value}'";
}
