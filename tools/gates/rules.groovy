// What CodeNarc looks for in vars/ and src/. The Jenkins rules look at files called Jenkinsfile only, unless told otherwise.
ruleset {
    ruleset('rulesets/basic.xml')
    ruleset('rulesets/exceptions.xml') {
        exclude 'Catch*' // our own check knows what an interruption is
    }
    ruleset('rulesets/unused.xml') {
        exclude 'UnusedMethodParameter' // a var may take arguments for later
    }
    ruleset('rulesets/jenkins.xml') {
        ClassNotSerializable { applyToFileNames = '*.groovy' }
        ClosureInGString { applyToFileNames = '*.groovy' }
        CpsCallFromNonCpsMethod { applyToFileNames = '*.groovy' }
        ExpressionInCpsMethodNotSerializable { applyToFileNames = '*.groovy' }
        ForbiddenCallInCpsMethod { applyToFileNames = '*.groovy' }
        ObjectOverrideOnlyNonCpsMethods { applyToFileNames = '*.groovy' }
        ParameterOrReturnTypeNotSerializable { applyToFileNames = '*.groovy' }
    }
}
