using Spectre.Console;

namespace Feedback.App.Cli;

/// <summary>Where a command writes to: a person's terminal, or a file or pipe that gets plain lines of a fixed width.</summary>
internal static class Terminal
{
    private const int PlainWidth = 120;

    public static IAnsiConsole On(TextWriter output)
    {
        var plain = Console.IsOutputRedirected || output != Console.Out;
        var console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (plain)
            console.Profile.Width = PlainWidth;
        return console;
    }

    /// <summary>Writes a line as it is: no markup is looked for, and long words such as paths and keys are not broken.</summary>
    public static void Line(this IAnsiConsole console, string text = "") => console.Profile.Out.Writer.WriteLine(text);
}
