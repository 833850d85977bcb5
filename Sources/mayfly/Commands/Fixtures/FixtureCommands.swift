import Terminal

/// `mayfly fixture`: what can be run by its name, and what it is once all is said.
enum FixtureCommands {
    static let all: [any RunnableCommand.Type] = [
        FixtureListCommand.self, FixtureShowCommand.self, FixtureValidateCommand.self,
    ]

    static let spec = CommandSpec(
        "fixture", "List, show and check fixtures",
        discussion: """
            A fixture is named by its path (what has a slash, or ends in .yaml, .yml or .json) or by its name: the file's, \
            without the ending. A name is looked for in the directories of MAYFLY_FIXTURE_PATH (with colons between \
            them); in the project's Fixtures, the nearest such directory at or above the current one within the same git \
            checkout; in $XDG_CONFIG_HOME/mayfly/fixtures; and among those that come with Mayfly. The first counts.

            A fixture may extend another one and may have parameters: see 'mayfly fixture show'.
            """,
        commands: all.map { $0.spec },
        examples: [
            Example("mayfly fixture list", "what there is"),
            Example("mayfly run debian-12 -- uname -a", "a fixture by its name"),
        ])
}
