using Feedback.Core.Mail;
using Feedback.Web.Hosting;

namespace Feedback.App.Cli;

/// <summary>What the program prints when it has started. What a person needs next, the manager key, comes last: it stays in sight.</summary>
internal static class StartText
{
    /// <summary>The text of a program that serves.</summary>
    public static string Of(FeedbackProgram program)
    {
        var address = ServedAddress.Of(program.App.Urls);
        return Text(
        [
            "Feedback is running. Press Ctrl+C to stop it.",
            $"  Pages     {address}",
            $"  API       {new Uri(address, "/openapi/v1.json")}",
            .. program.App.Urls.Count > 1 ? [$"  Listening {string.Join(", ", program.App.Urls)}"] : Array.Empty<string>(),
            .. DataOf(program.Options),
            $"  Journeys  {string.Join(", ", program.Options.Journeys)}",
            .. WarningsOf(program),
            "",
            .. KeyOf(program, $"Sign in at {address} with it."),
        ]);
    }

    /// <summary>The text of a program that ends by itself: where its data is, and the key, which may be shown this once.</summary>
    public static string WithoutAddress(FeedbackProgram program) => Text(
    [
        .. DataOf(program.Options),
        "",
        .. KeyOf(program, "To sign in with it, start the server (`serve`)."),
    ]);

    private static IEnumerable<string> WarningsOf(FeedbackProgram program)
    {
        var options = program.Options;
        // A proxy that is named stands in front, and encrypts. The Functions host does too.
        if (options.TrustedProxies.Count == 0 && options.Functions is null && ServedAddress.OpenTo(program.App.Urls).ToList() is { Count: > 0 } open)
        {
            yield return $"  WARNING   {string.Join(", ", open)} is not encrypted: others on the way can read keys and what customers say. "
                + "See docs/deploying.md.";
        }

        var links = program.App.Services.GetRequiredService<MailOrigin>().PublicUrl;
        if ((options.Mail.UsesSmtp || options.Mail.Azure is not null) && links.IsLoopback)
        {
            yield return $"  WARNING   Links in mails lead to {links}, which only this machine can open. "
                + "Set Feedback:PublicUrl to the address under which your customers reach this program.";
        }
    }

    private static IEnumerable<string> DataOf(FeedbackOptions options)
    {
        yield return $"  Data      {(options.Cosmos is { } cosmos ? $"{cosmos.Endpoint} ({cosmos.Database}), and {options.Data}" : options.Data)}";
        if (options.Data == DefaultDataFolder.Path && DefaultDataFolder.Former(options.Data) is { } former)
            yield return $"            Not used: {former}, the default of earlier versions. To use it, stop, and move it here or set Feedback:Data.";
    }

    private static IEnumerable<string> KeyOf(FeedbackProgram program, string use)
    {
        if (program.FirstKey is { } key)
        {
            return
            [
                $"Manager key: {key}",
                $"  It is shown only this once, so keep it. {use} For the API:",
                $"    {Variable("MANAGER_KEY", key)}",
                .. WhenLost,
            ];
        }

        return program.Options.ManagerKey is not null
            ? [$"Manager key: the one that you set as Feedback:ManagerKey. {use}",
                "  To replace it, set another and start again. A start without it makes a new one."]
            : [$"Manager key: the same as before. {use}", .. WhenLost];
    }

    private static string[] WhenLost =>
    [
        $"  Lost the key? Choose a new one of at least {FeedbackOptions.ShortestManagerKey} characters (`openssl rand -hex 32`), set it, and start again:",
        $"    {Variable("Feedback__ManagerKey", "NEW-KEY")}",
    ];

    /// <summary>A variable set in the shell that people use on this system.</summary>
    private static string Variable(string name, string value) => OperatingSystem.IsWindows() ? $"$env:{name} = '{value}'" : $"export {name}='{value}'";

    private static string Text(IEnumerable<string> lines) => Environment.NewLine + string.Join(Environment.NewLine, lines) + Environment.NewLine;
}
