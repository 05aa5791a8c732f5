using System.Globalization;
using System.Text.RegularExpressions;
using Feedback.EndToEnd.Running;

namespace Feedback.EndToEnd.Cli;

public sealed partial class DemoTests
{
    [Fact]
    public async Task The_demo_loads_real_feedback_shows_map_and_tickets_and_adds_nothing_the_second_time()
    {
        var data = FeedbackProcess.FreshData();
        try
        {
            var first = await FeedbackProcess.RunAsync(data, "demo", "--exit");
            var second = await FeedbackProcess.RunAsync(data, "demo", "--exit");
            var verified = await FeedbackProcess.RunAsync(data, "verify");

            Assert.True(first.ExitCode == 0, first.Output);
            var accepted = int.Parse(Accepted().Match(first.Output).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
            Assert.True(accepted >= 5_000, first.Output);
            Assert.Contains("I need help", first.Output, StringComparison.Ordinal);
            Assert.Contains("Tickets", first.Output, StringComparison.Ordinal);
            Assert.EndsWith("A start without it makes a new one.", first.Output.TrimEnd(), StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', first.Output);
            Assert.Equal(0, second.ExitCode);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"0 pieces of feedback accepted, {accepted:#,0} already stored"), second.Output,
                StringComparison.Ordinal);
            Assert.True(verified.ExitCode == 0, verified.Output);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [GeneratedRegex(@"([\d,]+) pieces of feedback accepted", RegexOptions.CultureInvariant)]
    private static partial Regex Accepted();
}
