/// Writes values as YAML that Kubernetes' own tools read alike; the same value always gives the same text.
///
/// Fields stand in the order in which a type encodes them, a dictionary's keys in alphabetical order. A string that some
/// reader of YAML could take for something else is quoted.
package struct YAMLEncoder: Sendable {
    package init() {}

    /// The value as one document.
    package func encode(_ value: some Encodable) throws(YAMLError) -> String {
        try emit([node(of: value)])
    }

    /// The value as a tree, to look at or to write later.
    package func node(of value: some Encodable) throws(YAMLError) -> Node {
        do {
            return try encoded(value, at: [])
        } catch let error as YAMLError {
            throw error
        } catch {
            throw YAMLError(.init(.cannotEncode, "cannot be written as YAML: \(error)"))
        }
    }

    /// Documents, one after the other.
    package func emit(_ documents: [Node]) throws(YAMLError) -> String {
        let emitter = try Emitter()
        for document in documents { try emitter.write(document) }
        return try emitter.finish()
    }
}
