namespace Feedback.App.Cli;

/// <summary>The command cannot be done as it was asked; the message says why, for the one who typed it.</summary>
internal sealed class CommandException(string message) : Exception(message);
