using Feedback.App.Cli;
using Feedback.Web.Hosting;

PrivateFiles.MakeFromNowOn();
return await FeedbackCommand.RunAsync(args);
