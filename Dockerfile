# The program on one machine: API, pages and pipeline, with the embedded store in /data.
#   docker build -t feedback .
#   docker run -p 5080:5080 -v feedback-data:/data -e Feedback__ManagerKey=… feedback
# With the sentence model (docs/language.md): -p:LanguageModel=minilm behind `publish`, and -e Feedback__LanguageModel=minilm.
# It was written where no Docker engine runs, so it has not been built yet. Tell us what is wrong.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY . .
RUN dotnet publish src/Feedback.App --configuration Release --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown $APP_UID /data
USER $APP_UID
ENV ASPNETCORE_URLS=http://+:5080 Feedback__Data=/data
EXPOSE 5080
VOLUME /data
ENTRYPOINT ["dotnet", "Feedback.App.dll"]
