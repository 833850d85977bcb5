extension ReadyCondition: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case helper, agent, ssh, port, http, console, file, command, unit, cloudInit, all, any
    }

    /// Reads the one condition that is written.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let key = try container.theOne(called: "a condition")
        switch key {
        case .helper: self = .helper(try container.decode(HelperCondition.self, forKey: key))
        case .agent: self = .agent(try container.decode(AgentCondition.self, forKey: key))
        case .ssh: self = .ssh(try container.decode(SSHCondition.self, forKey: key))
        case .port: self = .port(try container.decode(PortCondition.self, forKey: key))
        case .http: self = .http(try container.decode(HTTPCondition.self, forKey: key))
        case .console: self = .console(try container.decode(ConsoleCondition.self, forKey: key))
        case .file: self = .file(try container.decode(FileCondition.self, forKey: key))
        case .command: self = .command(try container.decode(CommandCondition.self, forKey: key))
        case .unit: self = .unit(try container.decode(UnitCondition.self, forKey: key))
        case .cloudInit: self = .cloudInit(try container.decode(CloudInitCondition.self, forKey: key))
        case .all: self = .all(try container.decode(GroupCondition.self, forKey: key))
        case .any: self = .any(try container.decode(GroupCondition.self, forKey: key))
        }
    }

    /// Writes the condition under its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .helper(let condition): try container.encode(condition, forKey: .helper)
        case .agent(let condition): try container.encode(condition, forKey: .agent)
        case .ssh(let condition): try container.encode(condition, forKey: .ssh)
        case .port(let condition): try container.encode(condition, forKey: .port)
        case .http(let condition): try container.encode(condition, forKey: .http)
        case .console(let condition): try container.encode(condition, forKey: .console)
        case .file(let condition): try container.encode(condition, forKey: .file)
        case .command(let condition): try container.encode(condition, forKey: .command)
        case .unit(let condition): try container.encode(condition, forKey: .unit)
        case .cloudInit(let condition): try container.encode(condition, forKey: .cloudInit)
        case .all(let group): try container.encode(group, forKey: .all)
        case .any(let group): try container.encode(group, forKey: .any)
        }
    }
}
