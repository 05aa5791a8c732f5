using Feedback.App.Cli;

return await FeedbackCommand.Create().Parse(args).InvokeAsync();
