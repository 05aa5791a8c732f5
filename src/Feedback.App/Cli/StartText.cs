using Feedback.Web.Hosting;

namespace Feedback.App.Cli;

/// <summary>What the program says when it has started.</summary>
internal static class StartText
{
    public static string Of(FeedbackProgram program)
    {
        var address = program.App.Urls.First();
        return $"""

            Feedback is listening.
              Address     {string.Join(", ", program.App.Urls)}
              Open        {address}/
              API         {address}/openapi/v1.json
              Data        {DataOf(program.Options)}
              Journeys    {string.Join(", ", program.Options.Journeys)}
              Manager key {KeyOf(program)}

            """;
    }

    /// <summary>The same for a program that nobody is to call: where its data is, and the key, which may be shown this once.</summary>
    public static string WithoutAddress(FeedbackProgram program) => $"""

          Data        {DataOf(program.Options)}
          Manager key {KeyOf(program)}

        """;

    private static string DataOf(FeedbackOptions options) => options.Cosmos is { } cosmos ? $"{cosmos.Endpoint} ({cosmos.Database}), and {options.Data}"
        : options.Data;

    private static string KeyOf(FeedbackProgram program) =>
        program.FirstKey is { } first
            ? $"{first}{Environment.NewLine}              Keep it: it is shown this once. It signs you in and opens the API."
            : program.Options.ManagerKey is not null ? "the one that Feedback:ManagerKey sets" : "the one that was shown at the first start";
}
