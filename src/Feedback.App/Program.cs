using Feedback.App.Cli;

return await FeedbackCommand.RunAsync(args);
