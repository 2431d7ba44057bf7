def call(Map args = [:]) {
    withCredentials([string(credentialsId: args.credentials, variable: 'TOKEN')]) {
        sh 'curl -H "Authorization: Bearer $TOKEN" https://example.com'
        echo "sent to ${args.name}"
    }
}
