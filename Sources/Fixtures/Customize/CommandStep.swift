/// A command of the guest's own, run inside it as root.
public struct CommandStep: Sendable, Hashable {
    /// What is run.
    public enum Program: Sendable, Hashable {
        /// A script for the guest's `/bin/sh`, which ends at the first command that fails.
        case shell(String)
        /// A file of the host, copied in, run by what its first line says, and removed; a relative path starts at the
        /// fixture's own directory.
        case script(String)
    }

    /// What is run.
    public var program: Program
    /// What follows a script's name.
    public var arguments: [String]
    /// Variables of its environment.
    public var environment: [String: String]
    /// Variables that nobody shall read.
    public var secrets: [String: SecretValue]
    /// Whether it may reach the network; false by default.
    public var network: Bool
    /// How long it may take; an hour when nil.
    public var deadline: Deadline?

    /// A command.
    public init(
        _ program: Program, arguments: [String] = [], environment: [String: String] = [:],
        secrets: [String: SecretValue] = [:], network: Bool = false, deadline: Deadline? = nil
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.secrets = secrets
        self.network = network
        self.deadline = deadline
    }
}

extension CommandStep {
    private enum CodingKeys: String, CodingKey {
        case shell, path, arguments, environment, secrets, network, deadline
    }

    /// Reads `run`: a text is a shell's script, a mapping says more; or `script`: a text is a file's path.
    fileprivate static func read(from decoder: any Decoder, isScript: Bool) throws -> CommandStep {
        guard let container = try? decoder.container(keyedBy: CodingKeys.self) else {
            let text = try decoder.singleValueContainer().decode(String.self)
            guard !text.isEmpty, !text.utf8.contains(0) else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "expected something to run"))
            }
            return CommandStep(isScript ? .script(text) : .shell(text))
        }
        let key: CodingKeys = isScript ? .path : .shell
        let text = try container.decode(String.self, forKey: key)
        guard !text.isEmpty, !text.utf8.contains(0) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: container, debugDescription: "expected something to run")
        }
        let environment = try container.decodeIfPresent([String: String].self, forKey: .environment) ?? [:]
        let secrets = try container.decodeIfPresent([String: SecretValue].self, forKey: .secrets) ?? [:]
        for (key, names) in [(CodingKeys.environment, Array(environment.keys)), (.secrets, Array(secrets.keys))] {
            for name in names where !name.isVariable {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "expected names of variables, got ‘\(name)’")
            }
        }
        return CommandStep(
            isScript ? .script(text) : .shell(text),
            arguments: isScript ? try container.decodeIfPresent([String].self, forKey: .arguments) ?? [] : [],
            environment: environment, secrets: secrets,
            network: try container.decodeIfPresent(Bool.self, forKey: .network) ?? false,
            deadline: try container.decodeIfPresent(Deadline.self, forKey: .deadline))
    }

    /// Writes the short form where it says all.
    fileprivate func write(to encoder: any Encoder) throws {
        let text =
            switch program {
            case .shell(let script): script
            case .script(let path): path
            }
        if self == CommandStep(program) {
            var container = encoder.singleValueContainer()
            try container.encode(text)
            return
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        if case .shell = program {
            try container.encode(text, forKey: .shell)
        } else {
            try container.encode(text, forKey: .path)
        }
        if !arguments.isEmpty { try container.encode(arguments, forKey: .arguments) }
        if !environment.isEmpty { try container.encode(environment, forKey: .environment) }
        if !secrets.isEmpty { try container.encode(secrets, forKey: .secrets) }
        if network { try container.encode(network, forKey: .network) }
        try container.encodeIfPresent(deadline, forKey: .deadline)
    }
}

/// A command as `run` writes it.
struct ShellForm: Codable {
    let step: CommandStep

    init(step: CommandStep) { self.step = step }
    init(from decoder: any Decoder) throws { step = try CommandStep.read(from: decoder, isScript: false) }
    func encode(to encoder: any Encoder) throws { try step.write(to: encoder) }
}

/// A command as `script` writes it.
struct ScriptForm: Decodable {
    let step: CommandStep

    init(from decoder: any Decoder) throws { step = try CommandStep.read(from: decoder, isScript: true) }
}

extension String {
    /// What a shell takes for a variable's name.
    fileprivate var isVariable: Bool {
        guard let first = utf8.first, !(0x30...0x39).contains(first) else { return false }
        return utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
            default: false
            }
        }
    }
}
